import { afterAll, beforeAll, expect, test } from 'vitest'
import { readBeginning } from '../../../src/cli/serve/feed-beginning.ts'
import type { FeedBeginning } from '../../../src/cli/serve/feed-messages.ts'
import { figuresAtEnd } from '../../../src/cli/serve/figures-at-end.ts'
import { Figures, UNKNOWN } from '../../../src/live/figures.ts'
import { type ToldCompany, toldCompany } from './told-company.ts'

const DAYS = 4

let company: ToldCompany
beforeAll(async () => {
  company = await toldCompany(DAYS)
})
afterAll(() => company[Symbol.asyncDispose]())

const { signal } = new AbortController()

/** Figures that heard everything up to the end of a slice. */
function heard(slice: number): Figures {
  const figures = new Figures(UNKNOWN)
  for (const { number, events } of company.slices) if (number <= slice) figures.take(events)
  return figures
}

/** Figures at the end of a slice, when the log ends there. */
async function atEnd(slice: number, beginning: FeedBeginning): Promise<Figures> {
  const { started, slices } = company.end
  const until = slices.slice(0, slice)
  return await figuresAtEnd(
    company.store,
    { started, slices: until, tip: until.at(-1)?.upTo ?? 'start' },
    { beginning, signal },
  )
}

function told(figures: Figures) {
  const trucks = figures.trucks().toSorted((one, other) => one.truck_id - other.truck_id)
  const stores = figures.stores().toSorted((one, other) => one.store_id - other.store_id)
  return { key: figures.key(), trucks, stores }
}

/** Slices are hours, from midnight in the east on: shortly after the first doors open, at noon, at their end, at night. */
const STOPS = [3, 8, 13, 34, 44, 58, 62, 70, 82, 89]

test.each(STOPS)('after %i hours, tables and a little of the log tell what all events tell', async (slice) => {
  await company.projectTo(slice)
  const beginning = await readBeginning(company.db.database)
  expect(beginning.place?.slice).toBe(slice)
  expect(told(await atEnd(slice, beginning))).toEqual(told(heard(slice)))
  // The log has gone on.
  expect(told(await atEnd(slice + 4, beginning))).toEqual(told(heard(slice + 4)))
})

test('what is compared is there: people inside, sold-out products, and every kind of trip', async () => {
  const seen = STOPS.map((slice) => told(heard(slice)))
  expect(seen.filter(({ key }) => key.people > 0 && key.stockouts > 0).length).toBeGreaterThan(3)
  expect(new Set(seen.map(({ key }) => key.business_date)).size).toBeGreaterThan(DAYS)
  const trips = seen.flatMap(({ trucks }) => trucks)
  const kinds = new Set(
    trips.map(({ leg, supplier_id: supplier }) => `${leg} ${supplier === null ? 'DC' : 'supplier'}`),
  )
  expect(kinds).toEqual(new Set(['OUTBOUND DC', 'OUTBOUND supplier', 'RETURN DC', 'RETURN supplier']))
  expect(trips.filter(({ delayed }) => delayed).length).toBeGreaterThan(0)
  const shared = `SELECT FROM fact_truck_moves WHERE status = 'IN_TRANSIT' GROUP BY truck_id, event_ts HAVING count(*) > 1`
  expect((await company.db.query(shared)).length).toBeGreaterThan(0)
  expect(
    (await company.db.query('SELECT DISTINCT time_zone FROM dim_stores JOIN dim_geographies USING (geography_id)'))
      .length,
  ).toBe(2)
})

test('tables that are of another log, behind, or not together are not gone by: two days are heard', async () => {
  const slice = 24 * DAYS - 6
  await company.projectTo(slice)
  const beginning = await readBeginning(company.db.database)
  const { place, company: known } = beginning
  const expected = told(heard(slice))
  const stale = { ...UNKNOWN, stockouts: known.stockouts }
  for (const wrong of [null, { logId: 'other', slice }, { logId: place?.logId ?? '', slice: 3 }]) {
    expect(told(await atEnd(slice, { ...beginning, place: wrong, company: stale }))).toEqual(expected)
  }
  await company.db.query(`UPDATE tillstream.checkpoints SET slice = 1 WHERE reader = 'projection:fact_receipts'`)
  expect((await readBeginning(company.db.database)).place).toBeNull()
})
