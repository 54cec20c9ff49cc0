import { afterAll, beforeAll, expect, test } from 'vitest'
import type { LawReport, LawTitle } from '../../src/verify/report.ts'
import { checkTables, collectReports, runLaws } from '../../src/verify/run-laws.ts'
import { type Reads, tablesOfLaws } from './law-tables.ts'
import { RECKONED_ORDERS } from './reckoned.ts'
import { type SmallRun, simulateSmallRun } from './small-run.ts'

let run: SmallRun

beforeAll(async () => {
  run = await simulateSmallRun({
    days: 2,
    seed: 14,
    volume: { stores: 8, dcs: 6, total_products: 1200, online_orders_per_day: 200 },
    scenario: { name: 'rush', entries: [{ kind: 'demand_factor', after: '0h', where: 'all', factor: 2 }] },
    storeTypes: { company: 'mixed', mix: { supercenter: 1, grocery: 1, hardware: 1, luxury: 1 } },
  })
})

let reads: Reads
beforeAll(async () => {
  reads = await tablesOfLaws(run.client, run)
})

afterAll(() => run[Symbol.asyncDispose]())

test('a mixed company keeps every law', async () => {
  const { rows } = await run.client.query('SELECT DISTINCT store_type FROM dim_stores')
  expect(rows).toHaveLength(4)
  const { laws } = await collectReports(runLaws(run))
  expect(laws.filter((law) => law.violations > 0)).toEqual([])
  const tickets = laws.find(({ name }) => name === 'items_per_ticket')?.figures
  expect(tickets?.map(({ figure, expected }) => [figure, Number(expected.toFixed(3))])).toEqual([
    ['units per receipt, grocery stores', 9],
    ['units per receipt, hardware stores', 4.5],
    ['units per receipt, luxury stores', 1.6],
    ['units per receipt, supercenter stores', 8.2],
  ])
})

test('a mixed company fills the tables of ground truth, and tells what its stores carry', async () => {
  const { rows } = await run.client.query<Record<string, number>>(`
    SELECT (SELECT count(*)::int FROM truth_affinities) AS affinities,
           (SELECT count(*)::int FROM truth_customers WHERE cardinality(favorite_categories) = 3) AS customers,
           (SELECT count(*)::int FROM fact_receipt_lines l
              LEFT JOIN store_inventory_snapshots s USING (store_id, product_id) WHERE s.product_id IS NULL) AS uncarried,
           (SELECT count(*)::int FROM store_inventory_snapshots s
              JOIN dim_stores USING (store_id)
              JOIN dim_products p USING (product_id)
              JOIN dim_store_type_factors f
                ON f.store_type = dim_stores.store_type AND f.factor_group = 'department' AND f.key = p.department
             WHERE f.factor = 0 OR ('luxury' = ANY (p.tags)) <> (f.store_type = 'luxury')) AS misplaced`)
  expect(rows).toEqual([{ affinities: expect.any(Number), customers: 2000, uncarried: 0, misplaced: 0 }])
  expect(rows[0].affinities).toBeGreaterThan(30)
})

const FORGET_PROMOTIONS_ON_ORDERS = `
  UPDATE fact_online_order_lines
     SET extended_price_cents = quantity * unit_price_cents, discount_cents = 0, promo_code = NULL;
  DELETE FROM fact_promotions WHERE order_id IS NOT NULL;
  DELETE FROM fact_promo_lines WHERE order_id IS NOT NULL;
  ${RECKONED_ORDERS}`

function isBroken({ violations }: LawReport): boolean {
  return violations > 0
}

test.each([
  ['visits_by_hour', `UPDATE dim_store_type_factors SET factor = 10 WHERE factor_group = 'hour' AND key = '12'`],
  [
    'expected_visits',
    `UPDATE dim_store_type_factors SET factor = 5 WHERE factor_group = 'weekday' AND key = 'Tue' AND store_type = 'grocery'`,
  ],
  [
    'expected_visits',
    `UPDATE dim_store_type_factors SET factor = 5 WHERE factor_group = 'month' AND key = 'Mar' AND store_type = 'luxury'`,
  ],
  ['expected_orders', `UPDATE dim_store_types SET online_share = 0.9 WHERE store_type = 'grocery'`],
  ['promoted_share', `UPDATE dim_store_types SET promotion_rate = 0.9 WHERE store_type = 'grocery'`],
  ['promoted_share', FORGET_PROMOTIONS_ON_ORDERS],
  ['items_per_ticket', `UPDATE dim_store_types SET items_per_ticket = 16 WHERE store_type = 'hardware'`],
])('%s breaks alone when it is not as the type says', async (name, sql) => {
  await run.client.query('BEGIN')
  try {
    await run.client.query(sql)
    // As `verify` does: the tables were loaded a moment ago.
    await run.client.query('SET LOCAL enable_nestloop = off')
    // Facts that were changed tell no longer what the log does; laws that read no table of these say what they said before.
    const isConcerned = (law: LawTitle) => law.name !== 'facts_tell_the_log' && reads(law.name, sql)
    const { laws } = await collectReports(checkTables(run.client, run, isConcerned))
    expect(laws.filter(isBroken).map((law) => law.name)).toEqual([name])
  } finally {
    await run.client.query('ROLLBACK')
  }
})
