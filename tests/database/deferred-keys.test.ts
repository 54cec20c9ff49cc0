import { afterAll, beforeAll, expect, test } from 'vitest'
import { projections } from '../../projections/index.ts'
import type { Database } from '../../src/database/connect.ts'
import { buildKeys, deferKeys, missingKeys } from '../../src/database/deferred-keys.ts'
import { migrate } from '../../src/database/migrate.ts'
import { openTemporaryDatabase } from './temporary-database.ts'

const TABLES = projections.filter(({ changing }) => changing === undefined).map(({ table }) => table)

let database: Database
let client: Awaited<ReturnType<Database['connect']>>
beforeAll(async () => {
  database = await openTemporaryDatabase()
  client = await database.connect()
  await migrate(client)
})
afterAll(async () => {
  await client.end()
  await database[Symbol.asyncDispose]()
})

/** Everything that the catalogue knows about keys, indexes and columns that may not be null. */
async function schema(): Promise<string[]> {
  const { rows } = await client.query<{ line: string }>(`
    SELECT indexdef AS line FROM pg_indexes WHERE schemaname IN ('public', 'tillstream')
     UNION ALL
    SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid > 0
     UNION ALL
    SELECT attrelid::regclass || '.' || attname || ' not null' FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
     WHERE attnotnull AND attnum > 0 AND c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
     ORDER BY 1`)
  return rows.map(({ line }) => line)
}

const keysOf = (lines: readonly string[], table: string) =>
  lines.filter((line) => line.includes(` ON public.${table} `))

test('keys that were deferred and built are what they were', async () => {
  const before = await schema()
  await deferKeys(client, TABLES)
  const meanwhile = await schema()
  expect(await missingKeys(client)).toBeGreaterThan(20)
  expect(keysOf(before, 'fact_ble_pings')).toHaveLength(2)
  expect(keysOf(meanwhile, 'fact_ble_pings')).toEqual([])
  // Lines refer to receipts, and orders change row by row.
  for (const table of ['fact_receipts', 'fact_online_order_headers', 'fact_online_order_lines']) {
    expect(keysOf(meanwhile, table)).toEqual(keysOf(before, table))
  }
  const second = await database.connect()
  await buildKeys([client, second])
  await second.end()
  expect(await schema()).toEqual(before)
  expect(await missingKeys(client)).toBe(0)
})

test('building that is interrupted goes on where it was, and deferring again meanwhile forgets nothing', async () => {
  const before = await schema()
  await deferKeys(client, TABLES)
  const all = await missingKeys(client)
  const stop = new AbortController()
  const stopping = {
    query: async (sql: string, values?: unknown[]) => {
      const result = await client.query(sql, values)
      if (sql.includes('fact_customer_sessions')) stop.abort()
      return result
    },
  }
  await buildKeys([stopping as never], stop.signal)
  const left = await missingKeys(client)
  expect(left).toBeGreaterThan(0)
  expect(left).toBeLessThan(all)
  await deferKeys(client, TABLES)
  expect(await missingKeys(client)).toBe(left)
  await buildKeys([client])
  expect(await schema()).toEqual(before)
})

test('rows that break a key are told, and the key stays missing', async () => {
  await deferKeys(client, ['fact_ble_pings'])
  const ping = "(now(), now(), '01940000-0000-7000-8000-000000000001', 1, 'B', 'X', 1, -40, 'Z')"
  await client.query(`INSERT INTO fact_ble_pings VALUES ${ping}, ${ping}`)
  await expect(buildKeys([client])).rejects.toThrow('could not create unique index "fact_ble_pings_pkey"')
  expect(await missingKeys(client)).toBe(2)
  await client.query('TRUNCATE fact_ble_pings')
  await buildKeys([client])
  expect(await missingKeys(client)).toBe(0)
})
