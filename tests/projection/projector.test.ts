import * as fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { projections } from '../../projections/index.ts'
import { eventEncoder } from '../../src/projection/event-encoder.ts'
import { openProjector, type ProjectableSlice, type ProjectorOptions } from '../../src/projection/projector.ts'
import { projectLog } from '../../src/projection/rebuild.ts'
import { eventIdText } from '../../src/simulation/event-id.ts'
import { type TestDatabase, testDatabase } from './database.ts'
import { sample } from './sample-events.ts'
import { behind, slice, slices } from './slices.ts'
import { idOf, START_MS } from './stamped.ts'

const LOG = 'run-1'
const SLICES = slices(8)

let db: TestDatabase
let options: ProjectorOptions
/** Tables of an undisturbed projection of all slices. */
let expected: Record<string, string[]>

beforeAll(async () => {
  db = await testDatabase()
  options = { connect: () => db.database.connect(), projections, logId: LOG }
  await projectLog(options, behind(SLICES))
  expected = await db.contents()
})
beforeEach(() => db.clear())
afterAll(() => db[Symbol.asyncDispose]())

async function checkpoints() {
  return db.query<{ position: number; slice: number; tables: number }>(
    'SELECT position, slice, count(*) AS tables FROM tillstream.checkpoints GROUP BY 1, 2',
  )
}

test('every table gets the rows of its events', () => {
  const counts = Object.fromEntries(Object.entries(expected).map(([table, rows]) => [table, rows.length]))
  expect(counts).toMatchObject({ fact_receipts: 71, fact_receipt_lines: 71, fact_payments: 74 })
  expect(Object.values(counts).every((count) => count > 0)).toBe(true)
})

test('a row holds place, links and fields of its event', async () => {
  await projectLog(options, behind(SLICES.slice(0, 1)))
  const [row] = await db.query('SELECT * FROM fact_customer_sessions')
  const { id, causation } = sample('customer_left')
  expect(row).toEqual({
    event_ts: new Date(START_MS + 40),
    event_date: '2024-01-15',
    trace_id: eventIdText(id),
    correlation_id: eventIdText(idOf(1)),
    parent_event_id: eventIdText(causation ?? id),
    session_id: eventIdText(idOf(1)),
    store_id: 1,
    customer_id: 11,
    customer_ble_id: 'BLE00000A',
    party_size: 2,
    entered_at: new Date(START_MS + 1),
    left_at: new Date(START_MS + 40),
    zones: ['ENTRANCE', 'GROCERY', 'CHECKOUT', 'EXIT'],
    dwell_time: 900,
    segment: 'QUALITY',
    trip_type: 'QUICK',
    purchased: true,
    receipt_id: 'R1-30',
    lost_lines: 1,
    substitutes: 0,
    impression_id: null,
    campaign_id: null,
    payment_failed: false,
  })
})

test('any batching of the same slices gives equal tables', async () => {
  for (const maxBatchBytes of [1, 5000, 1 << 30]) {
    await db.clear()
    await using projector = await openProjector({ ...options, maxBatchBytes })
    for (const one of SLICES) await projector.handle(one)
    await projector.settle()
    expect(await db.contents()).toEqual(expected)
  }
})

const EVENTS = SLICES.flatMap(({ events }) => events)

/** The same events in slices that end at these places, some of them as rows; `released` counts those that are given back. */
function cut(places: readonly number[], released: { count: number }) {
  const encode = eventEncoder(projections)
  const ends = [...new Set(places), EVENTS.length].toSorted((left, right) => left - right)
  return ends.map((end, index): ProjectableSlice => {
    const events = EVENTS.slice(ends[index - 1] ?? 0, end)
    const whole = slice(index + 1, events)
    if (index % 3 === 0) return whole
    const { number, to, upTo } = whole
    return { number, to, upTo, tables: encode(events), release: () => released.count++ }
  })
}

test('any slices in any batches, as events or as rows that were encoded elsewhere, give equal tables', async () => {
  const places = fc.array(fc.nat({ max: EVENTS.length - 1 }), { maxLength: 40 })
  await fc.assert(
    fc.asyncProperty(places, fc.constantFrom(1, 3000, 1 << 30), async (at, maxBatchBytes) => {
      await db.clear()
      const released = { count: 0 }
      const all = cut(at, released)
      await using projector = await openProjector({ ...options, maxBatchBytes })
      for (const one of all) await projector.handle(one)
      await projector.settle()
      expect(await db.contents()).toEqual(expected)
      expect(released.count).toBe(all.filter((one) => 'tables' in one).length)
    }),
    { numRuns: 15, seed: 3 },
  )
})

test('slices that are handled without waiting are committed together', async () => {
  await using projector = await openProjector(options)
  await Promise.all(SLICES.map((one) => projector.handle(one)))
  await projector.settle()
  expect(projector.statistics.transactions).toBe(2)
  expect(await db.contents()).toEqual(expected)
})

test('a projector continues from its checkpoint', async () => {
  await projectLog(options, behind(SLICES.slice(0, 3)))
  expect(await checkpoints()).toEqual([{ position: 300, slice: 3, tables: projections.length }])
  await using projector = await openProjector(options)
  expect({ checkpoint: projector.checkpoint, slice: projector.slice }).toEqual({ checkpoint: 300n, slice: 3 })
  for await (const one of behind(SLICES)(projector.checkpoint)) await projector.handle(one)
  await projector.settle()
  expect({ checkpoint: projector.checkpoint, slice: projector.slice }).toEqual({ checkpoint: 800n, slice: 8 })
  expect(await db.contents()).toEqual(expected)
})

test('a slice that comes again changes nothing', async () => {
  await projectLog(options, behind(SLICES))
  await using projector = await openProjector(options)
  for (const one of SLICES) await projector.handle(one)
  await projector.settle()
  expect(projector.statistics.transactions).toBe(0)
  expect(await db.contents()).toEqual(expected)
})

test('a missing slice is refused', async () => {
  await using projector = await openProjector(options)
  await projector.handle(SLICES[0])
  await expect(projector.handle(SLICES[2])).rejects.toThrow('is at slice 1, so that slice 3 cannot follow')
})

test('a slice without events moves the checkpoint', async () => {
  await projectLog(options, behind([slice(1, [])]))
  expect(await checkpoints()).toEqual([{ position: 100, slice: 1, tables: projections.length }])
})

test('statistics count what is committed', async () => {
  const { rows, rowsByTable, bytes, transactions, seconds } = await projectLog(options, behind(SLICES))
  expect(rowsByTable).toEqual(
    Object.fromEntries(Object.entries(expected).map(([table, { length }]) => [table, length])),
  )
  expect(rows).toBe(Object.values(expected).flat().length)
  expect(bytes).toBeGreaterThan(rows * 50)
  expect(transactions).toBeGreaterThan(0)
  expect(seconds).toBeGreaterThan(0)
})
