import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ViewRow } from '../../../src/api/dashboard.ts'
import { postgresDashboard } from '../../../src/cli/serve/dashboard/postgres-dashboard.ts'
import { readBeginning } from '../../../src/cli/serve/feed-beginning.ts'
import type { FeedBeginning } from '../../../src/cli/serve/feed-messages.ts'
import { figuresAtEnd } from '../../../src/cli/serve/figures-at-end.ts'
import { longestVisitOf } from '../../../src/cli/serve/longest-visit-of.ts'
import { Figures, UNKNOWN } from '../../../src/live/figures.ts'
import type { RetailEvent } from '../../../src/retail/events.ts'
import type { RunStarted } from '../../../src/run-history.ts'
import { DAY, HOUR } from '../../../src/time/sim-time.ts'
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

const started = () => company.end.started as RunStarted

function dashboard() {
  return postgresDashboard({
    database: () => company.db.database,
    longestVisit: async () => longestVisitOf(started()),
  })
}

/** All that tables know in the end. */
function eventsUntilNow(): readonly RetailEvent[] {
  return company.slices.slice(0, 24 * DAYS - 6).flatMap(({ events }) => events as unknown as readonly RetailEvent[])
}

async function course(date: string): Promise<ReadonlyMap<number, ViewRow>> {
  return new Map((await dashboard().course(date)).map((row) => [instantOf(row), row]))
}

function instantOf({ at }: ViewRow): number {
  return (at as Date).getTime()
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
  const move = `UPDATE tillstream.checkpoints SET slice = slice + $1 WHERE reader = 'projection:fact_receipts'`
  await company.db.query(move, [-1])
  expect((await readBeginning(company.db.database)).place).toBeNull()
  await company.db.query(move, [1])
})

describe('the course of a business day', () => {
  test('tells what figures told at each instant', async () => {
    const date = '2024-03-06'
    const rows = await course(date)
    // From midnight in the east until midnight in the west, which is an hour later.
    expect(rows.size).toBe(25 * 4 + 1)
    const figures = new Figures(UNKNOWN)
    let [instants, instantsOfDay] = [0, 0]
    for (const { events, to } of company.slices) {
      figures.take(events)
      const row = rows.get(to)
      if (row === undefined) continue
      const { people, stockouts, trucks, visits, purchases, sales_cents, receipts, business_date } = figures.key()
      instants++
      expect(row).toMatchObject({ people, stockouts, trucks })
      if (business_date !== date) continue
      instantsOfDay++
      expect(row).toMatchObject({ visits, purchases, sales_cents, receipts })
    }
    expect([instants, instantsOfDay > 15]).toEqual([26, true])
  })

  test('that has not ended is told up to now, and people but for the last hour, whose visits may not have ended', async () => {
    const rows = [...(await course('2024-03-07')).values()]
    const { to: now, number } = company.slices[24 * DAYS - 7]
    const { sales_cents, stockouts, people: inside } = heard(number).key()
    const last = rows.at(-1) as ViewRow
    expect([instantOf(last), inside > 0]).toEqual([now, true])
    expect(last).toMatchObject({ sales_cents, stockouts, people: null, visits: null })
    const unknown = rows.filter(({ people }) => people === null)
    expect(unknown.length).toBe(Math.ceil(longestVisitOf(started()) / (HOUR / 4)))
    expect(rows.slice(0, -unknown.length).every(({ visits }) => visits !== null)).toBe(true)
  })

  test.each(['2024-03-03', '2024-03-09'])('%s, on which there is no company, is empty', async (date) => {
    expect(await course(date)).toEqual(new Map())
  })
})

test('what runs out first is what the events say', async () => {
  const [balances, sold] = [new Map<number, number>(), new Map<number, number>()]
  for (const { type, data } of eventsUntilNow()) {
    if (type !== 'inventory_updated' || data.store_id !== 1) continue
    balances.set(data.product_id, data.balance)
    if (data.reason === 'SALE') sold.set(data.product_id, (sold.get(data.product_id) ?? 0) - data.quantity_delta)
  }
  const { shelves } = await dashboard().store(1)
  expect(shelves.length).toBe(15)
  for (const { product_id: id, balance, units_sold: units } of shelves) {
    expect([id, balance, units]).toEqual([id, balances.get(Number(id)), sold.get(Number(id))])
  }
  // Of the two weeks there are as many days as the company has lived.
  const { to: now } = company.slices[24 * DAYS - 7]
  const days = Math.floor((now - Date.parse('2024-03-04')) / DAY)
  const covers = [...sold].map(([id, units]) => (days * (balances.get(id) ?? 0)) / units)
  const least = covers.toSorted((one, other) => one - other).slice(0, 15)
  expect(shelves.map(({ days_of_cover: cover }) => cover)).toEqual(least.map((cover) => Math.round(cover * 10) / 10))
})

test('visits that ads caused are counted by the channel of the ad', async () => {
  const [channelOf, visits] = [new Map<string, string>(), new Map<string, number>()]
  for (const { type, data } of eventsUntilNow()) {
    if (type === 'ad_impression') channelOf.set(data.impression_id, data.channel)
    if (type !== 'customer_left' || data.impression_id === null) continue
    const channel = channelOf.get(data.impression_id) ?? ''
    visits.set(channel, (visits.get(channel) ?? 0) + 1)
  }
  const { channels } = await dashboard().marketing(7)
  expect(visits.size).toBeGreaterThan(0)
  expect(channels.map((row) => [row['channel'], row['visits']])).toEqual(
    channels.map(({ channel }) => [channel, visits.get(String(channel)) ?? 0]),
  )
})
