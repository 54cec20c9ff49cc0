import type { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../../src/database/connect.ts'
import { updateRows } from '../../src/database/update-rows.ts'
import { openTemporaryDatabase } from './temporary-database.ts'

let database: Database
let client: Client

beforeAll(async () => {
  database = await openTemporaryDatabase()
  client = await database.connect()
})
afterAll(async () => {
  await client.end()
  await database[Symbol.asyncDispose]()
})

/** Ten thousand keys of three rows each, as they stand after loading; what `work` does is rolled back. */
async function loaded<Result>(work: () => Promise<Result>): Promise<Result> {
  await client.query('BEGIN')
  try {
    await client.query(`
      CREATE TABLE parcels (key text, line int, weight float8, at timestamptz, id uuid, PRIMARY KEY (key, line));
      INSERT INTO parcels SELECT 'K' || k, line FROM generate_series(1, 10000) AS k CROSS JOIN generate_series(1, 3) AS line`)
    return await work()
  } finally {
    await client.query('ROLLBACK')
  }
}

async function rowsOf(...keys: string[]): Promise<object[]> {
  const { rows } = await client.query<object>('SELECT * FROM parcels WHERE key = ANY ($1) ORDER BY key, line', [keys])
  return rows
}

const ID = '018d0d6c-0701-7001-9e37-79b185ebca6b'
const changes = {
  by: { name: 'key', type: 'text', values: ['K7', 'K8'] },
  columns: [
    { name: 'weight', type: 'float8', values: [0.1, null] },
    { name: 'at', type: 'timestamptz', values: ['2024-01-15T14:00:00.001Z', null] },
    { name: 'id', type: 'uuid', values: [ID, null] },
  ],
}

test('every row of a key changes, and no other', async () => {
  const rows = await loaded(async () => {
    await updateRows(client, 'parcels', changes)
    return rowsOf('K7', 'K8', 'K9')
  })
  const values = { weight: 0.1, at: new Date('2024-01-15T14:00:00.001Z'), id: ID }
  const nothing = { weight: null, at: null, id: null }
  expect(rows).toEqual([
    ...[1, 2, 3].map((line) => Object.assign({ key: 'K7', line }, values)),
    ...[1, 2, 3].map((line) => Object.assign({ key: 'K8', line }, nothing)),
    ...[1, 2, 3].map((line) => Object.assign({ key: 'K9', line }, nothing)),
  ])
})

/** How often the transaction has read the whole table, and its index. */
async function scans(): Promise<{ readonly whole: number; readonly by_index: number } | undefined> {
  const { rows } = await client.query<{ whole: number; by_index: number }>(
    `SELECT seq_scan::int AS whole, idx_scan::int AS by_index FROM pg_stat_xact_user_tables WHERE relname = 'parcels'`,
  )
  return rows[0]
}

test('rows of a table that was just loaded are found by their index', async () => {
  await loaded(async () => {
    const before = await scans()
    const keys = Array.from({ length: 500 }, (_, index) => `K${1 + index * 7}`)
    const weight = { name: 'weight', type: 'float8', values: keys.map((_, index) => index) }
    await updateRows(client, 'parcels', { by: { name: 'key', type: 'text', values: keys }, columns: [weight] })
    expect(await scans()).toEqual({ whole: before?.whole, by_index: (before?.by_index ?? 0) + 500 })
  })
})

test('a key without a row is refused', async () => {
  const missing = { by: { ...changes.by, values: ['K0'] }, columns: [{ name: 'weight', type: 'float8', values: [1] }] }
  await expect(loaded(() => updateRows(client, 'parcels', missing))).rejects.toThrow(
    'parcels: 1 keys are to change, but only 0 rows have one',
  )
})
