import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DatabaseStatus, Status } from '../../src/cli/status/status.ts'
import { acquireWriter } from '../../src/cli/writer-lock.ts'
import { type EmbeddedPostgres, openEmbeddedPostgres } from '../../src/database/embedded-postgres.ts'
import { openSession } from '../../src/database/session.ts'
import type { Digest } from '../../src/digest/digest.ts'
import type { Verdict } from '../../src/verify/run-laws.ts'
import { tillstream } from './running.ts'
import { smallHistory } from './small-history.ts'

let history: Awaited<ReturnType<typeof smallHistory>>
/** Kept up between commands, which is faster. */
let server: EmbeddedPostgres
beforeAll(async () => {
  history = await smallHistory()
  server = await openEmbeddedPostgres({ dataDir: history.data })
})
afterAll(async () => {
  await server[Symbol.asyncDispose]()
  history[Symbol.dispose]()
})

/** Runs a statement as the owner of the tables. */
async function change(sql: string): Promise<void> {
  const client = await openSession(server.url)
  await client.query(sql).finally(() => client.end())
}

describe('digest', () => {
  test('--json holds one digest for the log, one per table and one over all', async () => {
    const { code, stdout } = await history.run('digest', '--json')
    const { all, log, tables } = JSON.parse(stdout) as Digest
    const sha256 = expect.stringMatching(/^[0-9a-f]{64}$/) as string
    expect([code, all]).toEqual([0, sha256])
    expect(log).toEqual({ events: expect.any(Number) as number, sha256 })
    expect(log.events).toBeGreaterThan(1000)
    expect(tables.dim_stores).toEqual({ rows: 2, sha256 })
    expect(tables.fact_receipts?.rows).toBeGreaterThan(20)
  })

  test('for people it is one aligned line each, and the same twice', async () => {
    const [first, second] = [await history.run('digest'), await history.run('digest')]
    expect(first.stdout).toMatch(/^log {2,}\d+ {2}[0-9a-f]{64}\n[^]*\nall +[0-9a-f]{64}\n$/)
    expect(second.stdout).toBe(first.stdout)
  })
})

describe('verify', () => {
  test('--json holds every law with what was checked', async () => {
    const { code, stdout } = await history.run('verify', '--json')
    const { violations, laws } = JSON.parse(stdout) as Verdict
    expect([code, violations]).toEqual([0, 0])
    expect(new Set(laws.map(({ law }) => law)).size).toBeGreaterThan(10)
    expect(laws.every(({ checked, name }) => Number.isInteger(checked) && name !== '')).toBe(true)
    const { sums } = laws.find(({ name }) => name === 'company_units_conserved') ?? {}
    expect(sums?.right.map(({ term }) => term)).toEqual(['unloaded at stores', 'on the road', 'lost'])
  })

  test('a broken law is named with its offender, and the exit code is 1', async () => {
    await change(
      'UPDATE fact_receipts SET total_cents = total_cents + 7 WHERE receipt_id = (SELECT min(receipt_id) FROM fact_receipts)',
    )
    const { code, stdout } = await history.run('verify', '5')
    await change(
      'UPDATE fact_receipts SET total_cents = total_cents - 7 WHERE receipt_id = (SELECT min(receipt_id) FROM fact_receipts)',
    )
    expect(code).toBe(1)
    expect(stdout).toMatch(/^ {2}5 {2}receipt_amounts +\d+ +1\n {6}On a receipt, .*\n {6}! .*\d+/m)
    expect(stdout).toMatch(/\d of \d+ laws are broken: \d violations\.\n$/)
    expect(stdout).toMatch(
      /^ {2}5 {2}company_money_conserved +1 +1\n {6}.*\n {6}! the company: the sides differ by 7 cents$/m,
    )
    expect(stdout).toMatch(
      /\n\nOver the whole company:\n {2}money: \$[\d,.]+ on receipts \+ \$[\d,.]+ on online orders = \$[\d,.]+ in approved payments\n\n/,
    )
    expect(stdout).not.toContain('event_ids_unique')
  })

  test('a number that no law has is refused', async () => {
    const { code, stderr } = await history.run('verify', '5', '99')
    expect(code).toBe(2)
    expect(stderr).toMatch(/^error: verify: got "99", allowed: a law's number \(1, 2, .*16\)\n$/)
  })
})

describe('status', () => {
  test('--json holds history, log, readers, tables and disk use', async () => {
    const { code, stdout } = await history.run('status', '--json')
    const status = JSON.parse(stdout) as Status
    expect([code, status.data, status.writer]).toEqual([0, history.data, null])
    expect(status.history).toEqual({ from: '2024-01-01', to: '2024-01-02', unfinished_target: null })
    const { database, log, disk_bytes: disk } = status as Status & { database: DatabaseStatus }
    expect(Math.min(log.events, disk.log, disk.database, disk.snapshots)).toBeGreaterThan(1000)
    expect(database.tables.dim_stores).toEqual({ rows: 2, exact: true })
    expect(database.readers).toContainEqual({
      reader: 'projection:fact_receipts',
      slice: log.slices,
      lag_slices: 0,
      lag_events: 0,
    })
  })

  test('--types counts the events of each type, all of them together those of the log', async () => {
    const { stdout } = await history.run('status', '--types', '--json')
    const { log } = JSON.parse(stdout) as Status
    const counts = Object.values(log.types ?? {})
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(log.events)
    expect(counts).toEqual(counts.toSorted((left, right) => right - left))
    const { stdout: text } = await history.run('status', '--types')
    expect(text).toMatch(/^Events by type\n[a-z_]+ +[\d,]+$/m)
    expect((await history.run('status')).stdout).not.toContain('Events by type')
  })

  test('tells how far a reader is behind, and who writes', async () => {
    await change("UPDATE tillstream.checkpoints SET slice = slice - 2 WHERE reader = 'projection:fact_receipts'")
    const writer = acquireWriter(history.data)
    const { code, stdout } = await history.run('status')
    writer[Symbol.dispose]()
    await change("UPDATE tillstream.checkpoints SET slice = slice + 2 WHERE reader = 'projection:fact_receipts'")
    expect(code).toBe(0)
    expect(stdout).toMatch(/projection:fact_receipts: at slice \d+, 2 slices \([\d,]+ events\) behind/)
    expect(stdout).toMatch(/projection of \d+ tables: at the end of the log/)
    expect(stdout).toContain(`process ${process.pid}, since `)
    expect(stdout).toMatch(/^dim_stores +2$/m)
  })

  test('an unreachable database leaves the rest to be told', async () => {
    const env = { DATABASE_URL: 'postgres://u:hunter2@127.0.0.1:1/d' }
    const { code, stdout } = await tillstream(['status', '--data', history.data], { env })
    expect([code, stdout]).toEqual([3, expect.stringContaining('2024-01-01 to 2024-01-02')])
    expect(stdout).toMatch(/^Tables +cannot use the database postgres:\/\/u:\*\*\*@/m)
  })
})

describe.each(['digest', 'verify', 'status'])('%s refuses', (command) => {
  test('a directory that does not exist', async () => {
    const missing = join(history.folder, 'missing')
    const { code, stderr } = await history.run(command, '--data', missing)
    expect([code, stderr]).toEqual([
      2,
      `error: ${missing} does not exist; run \`tillstream generate\` first, or name another with --data\n`,
    ])
    expect(existsSync(missing)).toBe(false)
  })
})

describe.each(['digest', 'verify'])('%s refuses', (command) => {
  test('tables that are behind the log, with exit code 1', async () => {
    await change("UPDATE tillstream.checkpoints SET slice = slice - 2 WHERE reader = 'projection:fact_receipts'")
    const [people, programs] = [await history.run(command), await history.run(command, '--json')]
    await change("UPDATE tillstream.checkpoints SET slice = slice + 2 WHERE reader = 'projection:fact_receipts'")
    const message = 'tables are 2 slices behind the log: run `tillstream project`'
    expect([people.code, people.stdout, people.stderr]).toEqual([1, '', `error: ${message}\n`])
    expect(programs.code).toBe(1)
    expect(JSON.parse(programs.stdout)).toEqual({ error: { code: 'tables_behind', message, problems: [message] } })
  })

  test('tables that another process is bringing on', async () => {
    await change('UPDATE tillstream.checkpoints SET slice = slice - 1')
    const writer = acquireWriter(history.data)
    const { code, stderr } = await history.run(command)
    writer[Symbol.dispose]()
    await change('UPDATE tillstream.checkpoints SET slice = slice + 1')
    const message = `tables are 1 slice behind the log: wait for process ${process.pid}, which is writing`
    expect([code, stderr]).toEqual([1, `error: ${message}\n`])
  })

  test('tables of another log', async () => {
    await change("UPDATE tillstream.log SET log_id = 'x' || log_id")
    const { code, stderr } = await history.run(command)
    await change('UPDATE tillstream.log SET log_id = substr(log_id, 2)')
    expect(code).toBe(2)
    expect(stderr).toMatch(/^error: the tables of this database were made from another event log \(x/)
  })
})

test.each([[['sql', 'select 1']], [['status']], [['verify', '1']]])('%j says that keys are missing', async (args) => {
  await change("INSERT INTO tillstream.deferred_keys VALUES (0, 'SELECT 1')")
  const { stderr } = await history.run(...args).finally(() => change('DELETE FROM tillstream.deferred_keys'))
  expect(stderr).toMatch(/keys and indexes .* `tillstream project` builds them/)
})
