import type { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { digestAll } from '../../src/digest/digest.ts'
import { digestTables } from '../../src/digest/table-digest.ts'
import { type SmallRun, simulateSmallRun } from '../verify/small-run.ts'

const VOLUME = {
  stores: 2,
  dcs: 1,
  total_customers: 200,
  total_products: 400,
  customers_per_day: 60,
  online_orders_per_day: 40,
}

let run: SmallRun
let client: Client

beforeAll(async () => {
  run = await simulateSmallRun({ days: 1, volume: VOLUME })
  client = run.client
})

afterAll(() => run[Symbol.asyncDispose]())

/** Which tables differ from how they were, after changes that are undone. */
async function changedBy(sql: string): Promise<readonly string[]> {
  const before = await digestTables(client)
  await client.query(sql)
  const after = await digestTables(client)
  return Object.keys(after).filter((table) => after[table]?.sha256 !== before[table]?.sha256)
}

describe('the digest of a run', () => {
  test('is that of another run with the same seed, and not with another', async () => {
    await using again = await simulateSmallRun({ days: 1, volume: VOLUME })
    await using other = await simulateSmallRun({ days: 1, volume: VOLUME, seed: 43 })
    const digest = await digestAll(run.store, client)
    expect(await digestAll(again.store, again.client)).toEqual(digest)
    const different = await digestAll(other.store, other.client)
    expect(different.all).not.toBe(digest.all)
    expect(different.log.sha256).not.toBe(digest.log.sha256)
  })

  test('covers every fact, dimension and snapshot, and nothing of bookkeeping or publishing', async () => {
    const { tables, log } = await digestAll(run.store, client)
    const { rows } = await client.query<{ table_name: string }>(
      `SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`,
    )
    const simulated = rows.map((row) => row.table_name).filter((name) => name !== 'truth_faults')
    expect(Object.keys(tables)).toEqual(simulated.toSorted())
    expect(log.events).toBeGreaterThan(1000)
    for (const [table, { rows: count }] of Object.entries(tables)) {
      const found = await client.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${table}`)
      expect(count, table).toBe(found.rows[0]?.count)
    }
  })

  test('does not change with where the rows lie, the time zone or the style of dates', async () => {
    const moved = await changedBy(`
      CREATE TABLE kept AS SELECT * FROM fact_receipts;
      TRUNCATE fact_receipts;
      INSERT INTO fact_receipts SELECT * FROM kept ORDER BY md5(receipt_id);
      DROP TABLE kept`)
    expect(moved).toEqual([])
    const styled = await changedBy(
      `SET TimeZone = 'Asia/Kolkata'; SET DateStyle = 'German'; SET extra_float_digits = -3; SET IntervalStyle = 'sql_standard'`,
    )
    expect(styled).toEqual([])
  })

  test.each([
    [
      'fact_receipts',
      'UPDATE fact_receipts SET total_cents = total_cents + 1 WHERE receipt_id = (SELECT min(receipt_id) FROM fact_receipts)',
    ],
    ['fact_store_days', 'UPDATE fact_store_days SET expected_visits = expected_visits + 1e-9 WHERE store_id = 1'],
    ['dim_products', `UPDATE dim_products SET tags = tags || '{x}' WHERE product_id = 1`],
    ['dim_date', `UPDATE dim_date SET holiday_name = '' WHERE holiday_name IS NULL`],
    [
      'fact_ble_pings',
      'DELETE FROM fact_ble_pings WHERE trace_id = (SELECT trace_id FROM fact_ble_pings ORDER BY 1 LIMIT 1)',
    ],
    ['product_suppliers', 'ALTER TABLE product_suppliers RENAME COLUMN cost_cents TO costs'],
  ])('changes for %s alone with: %s', async (table, sql) => {
    expect(await changedBy(sql)).toEqual([table])
  })

  test('is refused for a table whose rows have no order', async () => {
    await client.query('CREATE TABLE fact_extra (n int)')
    await expect(digestTables(client)).rejects.toThrow('table fact_extra has no primary key')
    await client.query('DROP TABLE fact_extra')
  })
})
