import * as fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { factOnlineOrderHeaders } from '../../projections/fact-online-order-headers.ts'
import { factOnlineOrderLines } from '../../projections/fact-online-order-lines.ts'
import { projections } from '../../projections/index.ts'
import { copyInto } from '../../src/database/copy.ts'
import { updateRows } from '../../src/database/update-rows.ts'
import { rowUpdates } from '../../src/projection/change-collector.ts'
import { heldRows } from '../../src/projection/held-rows.ts'
import { openProjector, type ProjectorOptions } from '../../src/projection/projector.ts'
import { projectLog, rebuildProjections } from '../../src/projection/rebuild.ts'
import { tableWriter } from '../../src/projection/table-writer.ts'
import { STREAM_ENDINGS } from '../../src/retail/events.ts'
import { compareEvents } from '../../src/simulation/domain-event.ts'
import { type TestDatabase, testDatabase } from './database.ts'
import { order } from './samples/orders.ts'
import { behind, type SliceOfEvents, slice } from './slices.ts'
import { START_MS } from './stamped.ts'

/** Forty orders whose lives overlap, some of them unfinished. */
const EVENTS = Array.from({ length: 40 }, (_, index) =>
  order({
    number: 1 + index * 8,
    ends: index % 5 === 0 ? 'cancelled' : 'delivered',
    backordered: index % 3 === 0,
  }).map((event, step) => Object.assign({}, event, { occurredAt: START_MS + ((index * 37) % 83) * 10 + step * 97 })),
)
  .flat()
  .toSorted(compareEvents)
  .slice(0, -60)

const TABLES = ['fact_online_order_headers', 'fact_online_order_lines'] as const

let db: TestDatabase
let options: ProjectorOptions
/** The tables of one slice in one batch. */
let expected: Record<string, string[]>

beforeAll(async () => {
  db = await testDatabase()
  options = { connect: () => db.database.connect(), projections, logId: 'run-1' }
  await projectLog(options, behind([slice(1, EVENTS)]))
  expected = await db.contents()
})
beforeEach(() => db.clear())
afterAll(() => db[Symbol.asyncDispose]())

/** The events in as many slices as there are cuts, and one more. */
function cutAt(cuts: readonly number[]): SliceOfEvents[] {
  const edges = [0, ...cuts.toSorted((left, right) => left - right), EVENTS.length]
  return edges.slice(1).map((end, index) => slice(index + 1, EVENTS.slice(edges[index], end)))
}

test('there are rows in every state', () => {
  const states = ['CREATED', 'BACKORDERED', 'PICKED', 'SHIPPED', 'DELIVERED', 'CANCELLED'] as const
  const rows = expected.fact_online_order_headers ?? []
  expect(states.filter((state) => !rows.some((row) => row.includes(state)))).toEqual([])
})

test('any slices in any batches leave the same rows', async () => {
  const cuts = fc.array(fc.nat({ max: EVENTS.length }), { maxLength: 30 })
  await fc.assert(
    fc.asyncProperty(cuts, fc.constantFrom(1, 3000, 1 << 30), async (at, maxBatchBytes) => {
      await db.clear()
      await using projector = await openProjector({ ...options, maxBatchBytes })
      for (const one of cutAt(at)) await projector.handle(one)
      await projector.settle()
      expect(await db.contents()).toEqual(expected)
    }),
    { numRuns: 25, examples: [[EVENTS.map((_, index) => index), 1]] },
  )
})

test('rows are the same after a rebuild, of all tables and of one', async () => {
  const log = behind(cutAt([10, 60, 61, 130]))
  await projectLog({ ...options, maxBatchBytes: 1 }, log)
  await rebuildProjections(options, log, ['fact_online_order_lines'])
  expect(await db.contents()).toEqual(expected)
  await rebuildProjections({ ...options, maxBatchBytes: 1 }, log)
  expect(await db.contents()).toEqual(expected)
})

test('slices that come again change nothing', async () => {
  const all = cutAt([50, 100, 150])
  await projectLog(options, behind(all.slice(0, 2)))
  await using projector = await openProjector(options)
  for (const one of all) await projector.handle(one)
  await projector.settle()
  expect(await db.contents()).toEqual(expected)
})

describe('rows that are held until their stream ends', () => {
  test.each([factOnlineOrderHeaders, factOnlineOrderLines])('are what $table holds', async (projection) => {
    const held = heldRows(projection, (type) => STREAM_ENDINGS.has(type))
    const taken = EVENTS.flatMap((event) => {
      held.add(event)
      return [held.takeEnded()]
    })
    expect(taken.filter(({ rows }) => rows > 0).length).toBeGreaterThan(10)
    const { table, columns } = projection
    const names = columns.map(({ name }) => name)
    for (const { data } of [...taken, held.takeRest()]) await copyInto(db.client, table, names, [data])
    expect((await db.contents())[table]).toEqual(expected[table])
  })
})

describe('a change', () => {
  test('of a row that is not there is refused', async () => {
    await projectLog(options, behind([slice(1, EVENTS.slice(0, 1))]))
    await using projector = await openProjector(options)
    const picked = EVENTS.filter(({ type }) => type === 'online_order_picked').slice(-1)
    await projector.handle(slice(2, picked))
    await expect(projector.settle()).rejects.toThrow(
      'fact_online_order_headers: 1 keys are to change, but only 0 rows have one',
    )
  })

  test('of a column that does not change is refused', () => {
    const { changes } = tableWriter(factOnlineOrderHeaders)
    expect(() => changes.update('O1', { customer_id: 1 })).toThrow(
      'fact_online_order_headers.customer_id is not among the columns that change',
    )
  })

  test('of one column leaves the others, and of several columns the last wins', async () => {
    await projectLog(options, behind([slice(1, EVENTS)]))
    const writer = tableWriter(factOnlineOrderHeaders)
    const [first, second] = [1, 9].map((number) => `O2-20240115-${number}`)
    writer.changes.update(first, { fulfillment_status: 'PICKED', cancellation_reason: 'CUSTOMER' })
    writer.changes.update(second, { fulfillment_status: 'LOST' })
    writer.changes.update(first, { fulfillment_status: 'FOUND' })
    const updates = rowUpdates(factOnlineOrderHeaders, writer.take().changes)
    for (const update of updates) await updateRows(db.client, 'fact_online_order_headers', update)
    expect(
      await db.query(
        `SELECT fulfillment_status AS status, cancellation_reason AS reason, backordered_ts IS NULL AS direct
           FROM fact_online_order_headers WHERE order_id = ANY ($1) ORDER BY fulfillment_status`,
        [[first, second]],
      ),
    ).toEqual([
      { status: 'FOUND', reason: 'CUSTOMER', direct: false },
      { status: 'LOST', reason: null, direct: true },
    ])
    expect(TABLES.every((table) => (expected[table]?.length ?? 0) > 30)).toBe(true)
  })
})
