import { execFile, spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { psqlLine } from '../../src/cli/history/connection-text.ts'
import { acquireWriter } from '../../src/cli/writer-lock.ts'
import { openSession } from '../../src/database/session.ts'
import type { Digest } from '../../src/digest/digest.ts'
import { ended, LAUNCHER, tillstream } from './running.ts'
import { smallHistory } from './small-history.ts'

interface Serving {
  readonly embedded: boolean
  readonly reader: { readonly url: string; readonly psql: string }
  readonly owner: { readonly url: string; readonly psql: string }
}

let history: Awaited<ReturnType<typeof smallHistory>>
let db: ReturnType<typeof spawn>
let serving: Serving
beforeAll(async () => {
  history = await smallHistory()
  ;({ db, serving } = await serve(history.data))
})
afterAll(async () => {
  db.kill('SIGINT')
  const { code } = await ended(db)
  const leases = readdirSync(join(history.data, 'postgres-leases'))
  const pidFile = existsSync(join(history.data, 'postgres/postmaster.pid'))
  history[Symbol.dispose]()
  expect([code, leases, pidFile]).toEqual([130, [], false])
})

/** `tillstream db` when it is ready. */
async function serve(data: string) {
  const child = spawn(process.execPath, [LAUNCHER, 'db', '--json', '--data', data], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  for await (const line of createInterface(child.stdout)) return { db: child, serving: JSON.parse(line) as Serving }
  throw new Error('db ended')
}

async function ask<Row extends object>(url: string, sql: string): Promise<readonly Row[]> {
  const client = await openSession(url)
  try {
    return (await client.query<Row>(sql)).rows
  } finally {
    await client.end()
  }
}

async function digest(): Promise<Digest> {
  return JSON.parse((await history.run('digest', '--json')).stdout) as Digest
}

const hasPsql = existsSync('/usr/bin/psql')
if (!hasPsql) console.warn('skipped: connecting with psql, because there is none')

describe('db', () => {
  test('prints connection strings of the reader and of the owner', async () => {
    expect(serving.embedded).toBe(true)
    const who = 'SELECT current_user AS name'
    expect(await ask(serving.reader.url, who)).toEqual([{ name: 'tillstream_reader' }])
    expect(await ask(serving.owner.url, who)).toEqual([{ name: 'tillstream' }])
  })

  test.skipIf(!hasPsql)('prints lines with which psql connects, without passwords in its arguments', async () => {
    for (const [line, rows] of [
      [serving.reader.psql, 'tillstream_reader'],
      [serving.owner.psql, 'tillstream'],
    ] as const) {
      const { stdout } = await promisify(execFile)('/bin/sh', ['-c', `${line} -Atc 'select current_user'`])
      expect(stdout).toBe(`${rows}\n`)
      expect(line.split(' psql ')[1]).not.toContain(new URL(serving.reader.url).password)
    }
  })

  test('names the external server where one is configured, and ends', async () => {
    const env = { DATABASE_URL: serving.owner.url }
    const { code, stdout } = await tillstream(['db', '--data', join(history.folder, 'other')], { env })
    expect(code).toBe(0)
    expect(stdout).toMatch(/^The tables are on the server that DATABASE_URL names; /)
    expect(stdout).not.toContain(new URL(serving.owner.url).password)
  })

  test('keeps the owner of an external server to itself, also with --json', async () => {
    const env = { DATABASE_URL: serving.owner.url }
    const { code, stdout } = await tillstream(['db', '--json', '--data', join(history.folder, 'other')], { env })
    expect(code).toBe(0)
    expect(stdout).not.toContain(new URL(serving.owner.url).password)
    expect(JSON.parse(stdout)).toEqual({ embedded: false, reader: expect.any(Object) as object, owner: null })
  })

  test('ends as unreachable when the server ends its session', async () => {
    const sessions = "FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
    const before = await ask<{ pid: number }>(serving.owner.url, `SELECT pid ${sessions}`)
    const second = await serve(history.data)
    const mine = before.map(({ pid }) => pid).join()
    const end = `SELECT pg_terminate_backend(pid) ${sessions} AND pid NOT IN (${mine})`
    const exit = ended(second.db)
    await ask(serving.owner.url, end)
    const { code, stderr } = await exit
    expect([code, stderr]).toEqual([3, expect.stringContaining('the database server has ended')])
  })

  test('a port that is taken by another program is refused', async () => {
    const { port } = new URL(serving.owner.url)
    const { code, stderr } = await tillstream(['db', '--data', join(history.folder, 'third'), '--port', port])
    expect(code).toBe(3)
    expect(stderr).toContain(port)
  })

  test.each([
    ['postgres://u:p%27w@h/d', 'linux', String.raw`PGPASSWORD='p'\''w' psql postgres://u@h/d`],
    ['postgres://u@h/d', 'linux', 'psql "postgres://u@h/d"'],
    [
      'postgres://u@h/d?a=b%20c&password=p%27w&e=f',
      'linux',
      String.raw`PGPASSWORD='p'\''w' psql 'postgres://u@h/d?a=b%20c&e=f'`,
    ],
    ['postgres://u:old@h/d?password=pw', 'linux', 'PGPASSWORD=pw psql postgres://u@h/d'],
    ['postgres://u:pw@h/d?a=b', 'win32', 'set "PGPASSWORD=pw" && psql "postgres://u@h/d?a=b"'],
  ] as const)('the line for %s on %s', (url, platform, line) => {
    expect(psqlLine(url, platform)).toBe(line)
  })
})

describe('project', () => {
  test('does nothing when the tables are at the end of the log', async () => {
    const { code, stdout } = await history.run('project')
    expect([code, stdout]).toEqual([0, 'Nothing to do: all tables are at the end of the log.\n'])
  })

  test('--rebuild makes the same tables again, all or those that are named', async () => {
    const before = await digest()
    await ask(serving.owner.url, 'TRUNCATE fact_receipts, fact_payments, fact_ble_pings')
    const some = await history.run('project', '--rebuild', 'fact_receipts', 'fact_payments')
    expect(some.code).toBe(0)
    expect((await digest()).tables).toEqual({ ...before.tables, fact_ble_pings: expect.anything() as unknown })
    const all = await history.run('project', '--rebuild', '--json')
    expect(JSON.parse(all.stdout)).toMatchObject({
      interrupted: false,
      tables: { fact_payments: before.tables.fact_payments?.rows },
    })
    expect(await digest()).toEqual(before)
  })

  test('replaces the tables of another log only when all are rebuilt', async () => {
    const before = await digest()
    await ask(serving.owner.url, "UPDATE tillstream.log SET log_id = 'another'")
    const refused = [await history.run('project'), await history.run('project', '--rebuild', 'fact_receipts')]
    for (const { code, stderr } of refused) {
      expect([code, stderr]).toEqual([2, expect.stringContaining('made from another event log (another, not ')])
    }
    expect((await history.run('project', '--rebuild')).code).toBe(0)
    expect(await digest()).toEqual(before)
  })

  test('a rebuild that ends between tables and dimensions leaves no facts of the other log', async () => {
    const before = await digest()
    await ask(
      serving.owner.url,
      "UPDATE tillstream.log SET log_id = 'another'; ALTER TABLE dim_stores RENAME TO hidden",
    )
    expect((await history.run('project', '--rebuild')).code).not.toBe(0)
    await ask(serving.owner.url, 'ALTER TABLE hidden RENAME TO dim_stores')
    expect(await ask(serving.owner.url, 'SELECT FROM fact_receipts')).toEqual([])
    expect((await history.run('project')).code).toBe(0)
    expect(await digest()).toEqual(before)
  })

  test('is refused while another process writes', async () => {
    using writer = acquireWriter(history.data)
    expect(writer).toBeDefined()
    const { code, stderr } = await history.run('project')
    expect([code, stderr]).toEqual([2, expect.stringContaining(`is being written by process ${process.pid}`)])
  })

  test.each([
    [['fact_receipts'], 'project: tables are named only with --rebuild'],
    [
      ['--rebuild', 'fact_reciepts'],
      /^error: project: got "fact_reciepts", allowed: fact_receipts, .*; did you mean fact_receipts\?\n$/,
    ],
  ])('%j is wrong input', async (args, problem) => {
    const { code, stderr } = await history.run('project', ...args)
    expect(code).toBe(2)
    expect(stderr).toMatch(problem)
  })
})
