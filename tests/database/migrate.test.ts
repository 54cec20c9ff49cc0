import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Client } from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Database } from '../../src/database/connect.ts'
import { DatabaseUnavailable } from '../../src/database/database-unavailable.ts'
import { MigrationFailed, migrate } from '../../src/database/migrate.ts'
import { readMigrations } from '../../src/database/migration-files.ts'
import { openTemporaryDatabase, temporaryFolder } from './temporary-database.ts'

let database: Database
let client: Client
const folder = temporaryFolder()
beforeAll(async () => {
  database = await openTemporaryDatabase()
})
afterAll(async () => {
  await database[Symbol.asyncDispose]()
  folder[Symbol.dispose]()
})
beforeEach(async () => {
  client = await database.connect()
  await client.query('DROP SCHEMA IF EXISTS tillstream CASCADE; DROP SCHEMA public CASCADE; CREATE SCHEMA public')
})
afterEach(() => client.end())

let sets = 0
function migrations(files: Readonly<Record<string, string>>) {
  const path = join(folder.path, `${sets++}`)
  mkdirSync(path)
  for (const [name, sql] of Object.entries(files)) writeFileSync(join(path, name), sql)
  return readMigrations(path)
}

const first = { '0001_a.sql': 'CREATE TABLE a (n int);' }
const second = { ...first, '0002_b.sql': 'CREATE TABLE b AS SELECT * FROM a;\nINSERT INTO b VALUES (1);' }

async function tables(): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`,
  )
  return rows.map(({ name }) => name)
}

test('the migrations of the program build a schema, and a second time nothing is left to do', async () => {
  const all = readMigrations()
  expect(await migrate(client)).toEqual(all.map(({ name }) => name))
  expect((await tables()).length).toBeGreaterThan(10)
  expect(await migrate(client)).toEqual([])
})

test('only what is new is applied, in the order of the numbers', async () => {
  expect(await migrate(client, migrations(first))).toEqual(['0001_a'])
  expect(await migrate(client, migrations(second))).toEqual(['0002_b'])
  expect(await tables()).toEqual(['a', 'b'])
})

test('two sessions at once apply each migration once', async () => {
  const other = await database.connect()
  const done = await Promise.all([migrate(client, migrations(second)), migrate(other, migrations(second))])
  await other.end()
  expect(done.flat()).toEqual(['0001_a', '0002_b'])
})

test('a migration that fails is rolled back as a whole, says where, and is tried again', async () => {
  const broken = { ...second, '0002_b.sql': 'CREATE TABLE b (n int);\nINSERT INTO missing VALUES (1);' }
  const running = migrate(client, migrations(broken))
  await expect(running).rejects.toBeInstanceOf(MigrationFailed)
  await expect(running).rejects.toThrow('migration 0002_b failed in line 2: relation "missing" does not exist')
  expect(await tables()).toEqual(['a'])
  expect(await migrate(client, migrations(second))).toEqual(['0002_b'])
})

test('a migration that loses its session tells of that, and not that it could not be rolled back', async () => {
  const fatal = { '0001_a.sql': 'SELECT pg_terminate_backend(pg_backend_pid());' }
  const running = migrate(client, migrations(fatal))
  await expect(running).rejects.toBeInstanceOf(DatabaseUnavailable)
  await expect(running).rejects.toThrow(
    'the database went away during migration 0001_a (terminating connection due to administrator command): start again when it answers',
  )
})

test('an applied migration that was edited is refused, but other line ends are no edit', async () => {
  await migrate(client, migrations(second))
  const windows = { ...second, '0002_b.sql': second['0002_b.sql'].replaceAll('\n', '\r\n') }
  expect(await migrate(client, migrations(windows))).toEqual([])
  const edited = { ...second, '0001_a.sql': 'CREATE TABLE a (n bigint);' }
  await expect(migrate(client, migrations(edited))).rejects.toThrow(
    'migration 0001_a was edited after this database applied it',
  )
})

test('a database that is newer than the program is left alone', async () => {
  await migrate(client, migrations(second))
  await expect(migrate(client, migrations(first))).rejects.toThrow(
    'the database has migration 0002_b, which this version of the program does not know',
  )
  expect(await tables()).toEqual(['a', 'b'])
})

test('a migration that was slipped in before an applied one is refused', async () => {
  await migrate(client, migrations({ '0002_b.sql': 'CREATE TABLE b (n int);' }))
  await expect(migrate(client, migrations(second))).rejects.toThrow(
    'the database has migration 0002_b where the program has 0001_a',
  )
})

test('file names are checked', () => {
  expect(() => migrations({ 'first.sql': '' })).toThrow('a migration is named NNNN_name.sql')
  expect(() => migrations({ '0001_a.sql': '', '0001_b.sql': '' })).toThrow('0001_a and 0001_b have the same number')
})
