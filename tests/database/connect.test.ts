import { once } from 'node:events'
import { readdirSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connectDatabase, type Database } from '../../src/database/connect.ts'
import { DatabaseUnavailable, redactDatabaseUrl } from '../../src/database/database-unavailable.ts'
import { migrate } from '../../src/database/migrate.ts'
import { openSession } from '../../src/database/session.ts'
import { openTemporaryDatabase, temporaryFolder } from './temporary-database.ts'

let database: Database
const folder = temporaryFolder()
beforeAll(async () => {
  database = await openTemporaryDatabase()
  await database.pool.query('CREATE TABLE before_role AS SELECT 1 AS n')
  const client = await database.connect()
  await migrate(client)
  await client.query('CREATE SCHEMA IF NOT EXISTS csv_compat')
  await client.end()
})
afterAll(async () => {
  await database[Symbol.asyncDispose]()
  folder[Symbol.dispose]()
})

describe('sessions', () => {
  test('are in UTC and give whole numbers, dates and null as JavaScript has them', async () => {
    const { rows } = await database.pool.query(
      `SELECT count(*) AS rows, 9007199254740993::int8 AS big, '2024-02-29'::date AS day, NULL::int8 AS none,
              '2024-01-01 00:00Z'::timestamptz AS at, current_setting('TimeZone') AS zone FROM before_role`,
    )
    expect(rows).toEqual([
      {
        rows: 1,
        big: 9007199254740993n,
        day: '2024-02-29',
        none: null,
        at: new Date('2024-01-01T00:00:00Z'),
        zone: 'UTC',
      },
    ])
  })

  test('that the server ends between two statements fail at the next, and nothing else does', async () => {
    const pooled = await database.pool.connect()
    const sessions = [await database.connect(), pooled]
    for (const session of sessions) {
      const ended = new Promise((resolve) => void session.once('end', resolve))
      const { rows } = await session.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
      await database.pool.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid])
      await ended
      await expect(session.query('SELECT 1')).rejects.toThrow(/not queryable|closed|terminat/i)
    }
    pooled.release(true)
    expect((await database.pool.query('SELECT 1 AS n')).rows).toEqual([{ n: 1 }])
  })

  test('kysely runs over the same pool', async () => {
    const kysely = await database.kysely<{ before_role: { n: number } }>()
    const rows = await kysely.selectFrom('before_role').selectAll().execute()
    expect(rows).toEqual([{ n: 1 }])
  })
})

describe('the reader', () => {
  test('reads tables, those made before it and those made later', async () => {
    await database.pool.query('CREATE TABLE later AS SELECT 2 AS n')
    const reader = await openSession(database.readerUrl ?? '')
    expect((await reader.query('SELECT count(*) AS n FROM later, dim_stores')).rows).toEqual([{ n: 0 }])
    await reader.end()
  })

  test.each([
    'INSERT INTO before_role VALUES (2)',
    'DELETE FROM before_role',
    'TRUNCATE before_role',
    'CREATE TABLE own (n int)',
    'CREATE TABLE csv_compat.own (n int)',
    'CREATE SCHEMA own',
    'CREATE TEMPORARY TABLE own (n int)',
    'DROP TABLE before_role',
    'SELECT lo_create(0)',
    "SELECT lo_from_bytea(0, 'x')",
    "COPY before_role TO '/tmp/stolen'",
    "COPY before_role FROM PROGRAM 'echo 1'",
    "SELECT pg_read_file('postgresql.conf')",
    'SELECT rolpassword FROM pg_authid',
    'SELECT * FROM tillstream.migrations',
    'SET ROLE tillstream',
    'ALTER ROLE tillstream_reader SUPERUSER',
    'ALTER SYSTEM SET fsync = off',
  ])('may not, even in a writing transaction: %s', async (sql) => {
    const reader = await openSession(database.readerUrl ?? '')
    await reader.query('SET default_transaction_read_only = off')
    await expect(reader.query(sql)).rejects.toThrow(/permission denied|must be owner|superuser/)
    await reader.end()
  })

  test('reads only and not for ever, unless it says otherwise', async () => {
    const reader = await openSession(database.readerUrl ?? '')
    await expect(reader.query('CREATE TABLE own (n int)')).rejects.toThrow('read-only transaction')
    expect((await reader.query('SHOW statement_timeout')).rows).toEqual([{ statement_timeout: '1min' }])
    await reader.end()
  })
})

describe('a server that DATABASE_URL names', () => {
  test('is used as it is, and survives our leaving', async () => {
    const external = await connectDatabase({ databaseUrl: database.url, dataDir: folder.path })
    expect([external.embedded, external.url]).toEqual([false, database.url])
    expect((await external.pool.query('SELECT n FROM before_role')).rows).toEqual([{ n: 1 }])
    await external[Symbol.asyncDispose]()
    expect((await database.pool.query('SELECT n FROM before_role')).rows).toEqual([{ n: 1 }])
  })

  test('gets the reader role, whose password stays in a private file and serves all its databases', async () => {
    await database.pool.query('DROP OWNED BY tillstream_reader; DROP ROLE tillstream_reader')
    const urls = new Set<string | undefined>()
    for (const _ of [1, 2]) {
      const external = await connectDatabase({ databaseUrl: database.url, dataDir: folder.path })
      urls.add(external.readerUrl)
      await external[Symbol.asyncDispose]()
    }
    expect(urls.size).toBe(1)
    const reader = await openSession([...urls][0] ?? '')
    expect((await reader.query('SELECT current_user AS name FROM before_role')).rows).toEqual([
      { name: 'tillstream_reader' },
    ])
    await reader.end()
    const file = readdirSync(folder.path).find((name) => name.startsWith('postgres-reader-')) ?? ''
    expect(statSync(join(folder.path, file)).mode & 0o777).toBe(0o600)
    const elsewhere = new URL(database.url)
    elsewhere.pathname = '/postgres'
    await using neighbour = await connectDatabase({ databaseUrl: elsewhere.href, dataDir: folder.path })
    expect(neighbour.readerProblem).toBeUndefined()
  })

  test("keeps the reader's password when another data directory opens it, which is told where to find it", async () => {
    await using first = await connectDatabase({ databaseUrl: database.url, dataDir: folder.path })
    using other = temporaryFolder()
    const file = readdirSync(folder.path).find((name) => name.startsWith('postgres-reader-')) ?? ''
    for (const kept of [undefined, 'wrong-secret']) {
      if (kept !== undefined) writeFileSync(join(other.path, file), kept)
      await using second = await connectDatabase({ databaseUrl: database.url, dataDir: other.path })
      expect(second.readerUrl).toBeUndefined()
      expect(second.readerProblem).toContain(`write its password into ${join(other.path, file)}`)
      expect(second.readerProblem).not.toContain('wrong-secret')
      await (await openSession(first.readerUrl ?? '')).end()
    }
    writeFileSync(join(other.path, file), `${new URL(first.readerUrl ?? '').password}\n`)
    await using third = await connectDatabase({ databaseUrl: database.url, dataDir: other.path })
    expect(third.readerUrl).toBe(first.readerUrl)
  })

  test('goes without a reader when the owner may not create roles, and says why', async () => {
    await database.pool.query('DROP OWNED BY tillstream_reader; DROP ROLE tillstream_reader')
    await database.pool.query("CREATE ROLE humble LOGIN PASSWORD 'humble-secret'")
    const url = new URL(database.url)
    url.username = 'humble'
    url.password = 'humble-secret'
    using other = temporaryFolder()
    await using external = await connectDatabase({ databaseUrl: url.href, dataDir: other.path })
    expect(external.readerUrl).toBeUndefined()
    expect(external.readerProblem).toMatch(/may not create .*grant it CREATEROLE/)
  })

  test.each([
    ['a wrong password', (url: URL) => (url.password = 'hunter2-secret'), 'password authentication failed'],
    ['a missing database', (url: URL) => (url.pathname = '/missing'), 'database "missing" does not exist'],
  ])('%s is told without the password', async (_, spoil, message) => {
    const url = new URL(database.url)
    spoil(url)
    const failure = await connectDatabase({ databaseUrl: url.href, dataDir: folder.path }).catch(
      (error: unknown) => error,
    )
    expect(failure).toBeInstanceOf(DatabaseUnavailable)
    expect((failure as Error).message).toContain(message)
    expect((failure as Error).message).not.toContain(url.password)
  })

  test('nobody there, and no connection string at all', async () => {
    const probe = createServer().listen(0, '127.0.0.1')
    await once(probe, 'listening')
    const { port } = probe.address() as { port: number }
    probe.close()
    await once(probe, 'close')
    await expect(
      connectDatabase({ databaseUrl: `postgres://u:hunter2@127.0.0.1:${port}/x`, dataDir: folder.path }),
    ).rejects.toThrow(`cannot use the database postgres://u:***@127.0.0.1:${port}/x: connect ECONNREFUSED`)
    await expect(
      connectDatabase({ databaseUrl: 'postgres://u:hunter2@host:port/x', dataDir: folder.path }),
    ).rejects.toThrow('not a connection string: postgres://u:***@host:port/x (expected postgres://')
  })

  test.each([
    ['postgres://u:p@h/d', 'postgres://u:***@h/d'],
    ['postgres://u:p:q@h:1/d?sslmode=disable', 'postgres://u:***@h:1/d?sslmode=disable'],
    ['postgres://h/d?user=u&password=p&x=1', 'postgres://h/d?user=u&password=***&x=1'],
    ['postgres://u@h/d', 'postgres://u@h/d'],
    ['postgres://u:p@ss@h/d', 'postgres://u:***@h/d'],
    ['postgres://u:p/x#@h/d', 'postgres://u:***@h/d'],
  ])('%s is shown as %s', (url, shown) => {
    expect(redactDatabaseUrl(url)).toBe(shown)
  })
})
