import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { projections } from '../../projections/index.ts'
import { DatabaseUnavailable } from '../../src/database/database-unavailable.ts'
import { CheckpointsMoved, ForeignLog } from '../../src/projection/checkpoints.ts'
import { openProjector, type ProjectorOptions } from '../../src/projection/projector.ts'
import { projectLog } from '../../src/projection/rebuild.ts'
import { type TestDatabase, testDatabase } from './database.ts'
import { behind, slices } from './slices.ts'

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

/** Kills every session but the test's own, as soon as one waits for the lock that the test holds on a table. */
async function killWhenBlocked(table: string) {
  const holder = await db.database.connect()
  await holder.query(`BEGIN; LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`)
  return async () => {
    for (let pids: object[] = []; pids.length === 0; ) {
      pids = await db.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE wait_event_type = 'Lock' AND query LIKE 'COPY%' AND datname = current_database()`,
      )
    }
    await holder.query('COMMIT')
    await holder.end()
  }
}

test('a connection that is lost between the tables of a batch neither loses nor doubles a row', async () => {
  const kill = await killWhenBlocked('fact_payments')
  await using projector = await openProjector(options)
  await projector.handle(SLICES[0])
  await kill()
  for (const one of SLICES.slice(1)) await projector.handle(one)
  await projector.settle()
  expect(await db.contents()).toEqual(expected)
})

test('a process that ends between the tables of a batch leaves nothing of it', async () => {
  await projectLog(options, behind(SLICES.slice(0, 2)))
  const before = await db.contents()
  const kill = await killWhenBlocked('fact_payments')
  const projector = await openProjector({ ...options, retry: { attempts: 1, firstDelayMs: 1, maxDelayMs: 1 } })
  await projector.handle(SLICES[2])
  await kill()
  await expect(projector.settle()).rejects.toThrow(DatabaseUnavailable)
  await projector[Symbol.asyncDispose]()
  expect(await db.contents()).toEqual(before)
  await projectLog(options, behind(SLICES))
  expect(await db.contents()).toEqual(expected)
})

test('a commit whose outcome was not told is not repeated', async () => {
  let lose = true
  const connect = async () => {
    const client = await db.database.connect()
    const query = client.query.bind(client) as (...args: unknown[]) => unknown
    const commit = async () => {
      const result = await query('COMMIT')
      const [{ receipts }] = await db.query<{ receipts: number }>('SELECT count(*) AS receipts FROM fact_receipts')
      if (receipts === 0 || !lose) return result
      lose = false
      throw new Error('Connection terminated unexpectedly')
    }
    const patched = (...args: unknown[]) => (args[0] === 'COMMIT' ? commit() : query(...args))
    client.query = patched as typeof client.query
    return client
  }
  await projectLog({ ...options, connect }, behind(SLICES))
  expect(lose).toBe(false)
  expect(await db.contents()).toEqual(expected)
})

test('when the database stays away the error says that nothing is lost', async () => {
  let open = true
  const connect = async () => {
    if (!open) throw new DatabaseUnavailable('cannot use the database postgres://localhost: refused')
    open = false
    return db.database.connect()
  }
  const retry = { attempts: 3, firstDelayMs: 1, maxDelayMs: 2 }
  await using projector = await openProjector({ ...options, connect, retry })
  await db.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'`)
  await projector.handle(SLICES[0])
  await expect(projector.settle()).rejects.toThrow(
    /in 3 attempts \(cannot use the database .* refused\)\. Nothing is lost/,
  )
  await expect(projector.handle(SLICES[1])).rejects.toThrow(DatabaseUnavailable)
})

test('what is wrong with the rows themselves is not tried again', async () => {
  const [first] = SLICES
  await using projector = await openProjector(options)
  await projector.handle(first)
  await projector.handle({ ...first, number: 2 })
  await expect(projector.settle()).rejects.toThrow('duplicate key value violates unique constraint')
})

test('two projectors of one database: the one that comes second stops', async () => {
  await using one = await openProjector(options)
  await using other = await openProjector(options)
  await one.handle(SLICES[0])
  await one.handle(SLICES[1])
  await one.settle()
  await other.handle(SLICES[0])
  await expect(other.settle()).rejects.toThrow(CheckpointsMoved)
  expect((await db.contents()).fact_receipts).toHaveLength(11)
})

test('a database of another log is refused', async () => {
  await projectLog(options, behind(SLICES))
  const opening = openProjector({ ...options, logId: 'run-2' })
  await expect(opening).rejects.toThrow(ForeignLog)
  await expect(opening).rejects.toThrow(/\(run-1, not run-2\); nothing was changed\. Use another database .* --rebuild/)
  expect(await db.contents()).toEqual(expected)
})

test('tables that are ahead of the log are refused', async () => {
  await projectLog(options, behind(SLICES))
  await using projector = await openProjector({ ...options, lastSlice: 8 })
  expect(projector.slice).toBe(8)
  const opening = openProjector({ ...options, lastSlice: 7 })
  await expect(opening).rejects.toThrow(ForeignLog)
  await expect(opening).rejects.toThrow('has slice 8, the log ends with slice 7')
})
