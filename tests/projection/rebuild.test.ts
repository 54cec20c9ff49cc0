import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { projections } from '../../projections/index.ts'
import { ForeignLog } from '../../src/projection/checkpoints.ts'
import type { ProjectableSlice, ProjectorOptions } from '../../src/projection/projector.ts'
import { projectLog, rebuildProjections } from '../../src/projection/rebuild.ts'
import { type TestDatabase, testDatabase } from './database.ts'
import { behind, slices } from './slices.ts'

const SLICES = slices(8)
const log = behind(SLICES)

let db: TestDatabase
let options: ProjectorOptions
let expected: Record<string, string[]>

beforeAll(async () => {
  db = await testDatabase()
  options = { connect: () => db.database.connect(), projections, logId: 'run-1', maxBatchBytes: 1 }
})
beforeEach(async () => {
  await db.clear()
  await projectLog(options, log)
  expected = await db.contents()
})
afterAll(() => db[Symbol.asyncDispose]())

/** The log, whose reader is interrupted behind a slice. */
async function* interrupted(after: bigint | 'start', last: number): AsyncGenerator<ProjectableSlice> {
  for await (const one of log(after)) {
    if (one.number > last) throw new Error('interrupted')
    yield one
  }
}

test('rebuilding all tables gives what the first build gave', async () => {
  await db.query('DELETE FROM fact_receipts')
  await rebuildProjections(options, log)
  expect(await db.contents()).toEqual(expected)
})

test('rebuilding one table reads the log for it alone', async () => {
  await db.query(`UPDATE fact_receipts SET total_cents = 0`)
  const { rowsByTable } = await rebuildProjections(options, log, ['fact_receipts'])
  expect(rowsByTable).toEqual({ fact_receipts: expected.fact_receipts?.length })
  expect(await db.contents()).toEqual(expected)
})

test('an interrupted rebuild is completed by the next projection', async () => {
  const tables = ['fact_receipts', 'fact_stockouts']
  const rebuilding = rebuildProjections(options, (after) => interrupted(after, 4), tables)
  await expect(rebuilding).rejects.toThrow('interrupted')
  expect((await db.contents()).fact_receipts?.length).toBeLessThan(expected.fact_receipts?.length ?? 0)
  const { rowsByTable } = await projectLog(options, log)
  expect(Object.keys(rowsByTable)).not.toContain('fact_payments')
  expect(await db.contents()).toEqual(expected)
})

test('tables at different places meet and go on together', async () => {
  await db.clear()
  await projectLog(options, behind(SLICES.slice(0, 5)))
  await expect(
    rebuildProjections(options, (after) => interrupted(after, 2), ['fact_payments', 'fact_receipts']),
  ).rejects.toThrow('interrupted')
  await expect(rebuildProjections(options, (after) => interrupted(after, 1), ['fact_receipts'])).rejects.toThrow(
    'interrupted',
  )
  await projectLog({ ...options, maxBatchBytes: 1 << 30 }, log)
  expect(await db.contents()).toEqual(expected)
})

test('a projection that is new to the database catches up', async () => {
  await db.clear()
  const older = projections.filter(({ table }) => table !== 'fact_payments')
  await projectLog({ ...options, projections: older }, behind(SLICES.slice(0, 6)))
  await projectLog(options, log)
  expect(await db.contents()).toEqual(expected)
})

test('an unknown table is refused with the nearest name', async () => {
  await expect(rebuildProjections(options, log, ['fact_reciepts'])).rejects.toThrow(
    /no fact table is called "fact_reciepts"; did you mean fact_receipts\? \(known: fact_receipts, fact_receipt_lines, /,
  )
  expect(await db.contents()).toEqual(expected)
})

test('only a rebuild of all tables may take them from another log', async () => {
  const other = { ...options, logId: 'run-2' }
  await expect(rebuildProjections(other, log, ['fact_receipts'])).rejects.toThrow(ForeignLog)
  expect(await db.contents()).toEqual(expected)
  await rebuildProjections(other, behind(SLICES.slice(0, 1)))
  expect((await db.contents()).fact_receipts).toHaveLength(1)
})

test('a table that is named often enough to look like all of them is one table', async () => {
  const repeated = projections.map(() => 'fact_receipts')
  await expect(rebuildProjections({ ...options, logId: 'run-2' }, log, repeated)).rejects.toThrow(ForeignLog)
  expect(await db.contents()).toEqual(expected)
  await rebuildProjections(options, log, ['fact_receipts', 'fact_receipts'])
  expect(await db.contents()).toEqual(expected)
})
