import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writeDimensions } from '../../../src/database/dimension-writer.ts'
import { DIMENSION_TABLES } from '../../../src/database/dimensions/tables.ts'
import { dateText } from '../../../src/time/business-date.ts'
import { DAY } from '../../../src/time/sim-time.ts'
import { openPlace, type Place, smallContent, truth } from './place.ts'

const company = smallContent()
const { masterData } = company
let place: Place
const all: Place['all'] = (sql, values) => place.all(sql, values)

beforeAll(async () => {
  place = await openPlace()
  await writeDimensions(place.client, company)
})
afterAll(() => place?.[Symbol.asyncDispose]())

describe('the dimension tables', () => {
  test('names every column of its tables', async () => {
    for (const { name, columns } of DIMENSION_TABLES) {
      const rows = await all<{ name: string }>(
        `SELECT column_name AS name FROM information_schema.columns
         WHERE table_schema = 'public' AND table_name = $1 ORDER BY ordinal_position`,
        [name],
      )
      expect(rows.map((row) => row.name)).toEqual(Object.keys(columns))
    }
  })

  test('writes each dimension as it is', async () => {
    const places = await all('SELECT * FROM dim_geographies ORDER BY geography_id')
    expect(places.map(camelCase)).toEqual(masterData.geographies)
    const dcs = await all('SELECT * FROM dim_distribution_centers ORDER BY dc_id')
    expect(dcs.map(camelCase)).toEqual(masterData.distributionCenters)
    expect((await all('SELECT * FROM dim_stores ORDER BY store_id')).map(camelCase)).toEqual(masterData.stores)
    expect((await all('SELECT * FROM dim_trucks ORDER BY truck_id')).map(camelCase)).toEqual(masterData.trucks)
    expect((await all('SELECT * FROM dim_customers ORDER BY customer_id')).map(camelCase)).toEqual(masterData.customers)
    expect((await all('SELECT * FROM dim_suppliers ORDER BY supplier_id')).map(camelCase)).toEqual(masterData.suppliers)
    const products = await all('SELECT * FROM dim_products ORDER BY product_id')
    expect(products.map(camelCase)).toEqual(
      masterData.products.map((product) =>
        Object.assign({}, product, { launchDate: dateText(product.launchDate / DAY) }),
      ),
    )
  })

  test('numbers the suppliers of a product from the preferred one', async () => {
    const columns = 'product_id, supplier_id, cost_cents, lead_time_days'
    const found = await all(`SELECT ${columns} FROM product_suppliers ORDER BY product_id, preference`)
    expect(found.map(camelCase)).toEqual(masterData.productSuppliers)
    expect(await all('SELECT count(*)::int AS products FROM product_suppliers WHERE preference = 1')).toEqual([
      { products: 800 },
    ])
  })

  test('writes promotions with their conditions', async () => {
    expect(await all('SELECT * FROM dim_promotions ORDER BY promo_code')).toEqual([
      {
        promo_code: 'SUMMER25',
        kind: 'PERCENTAGE',
        value: 2500,
        minimum_cents: 0,
        months: [6, 7, 8],
        departments: ['Home & Garden', 'Clothing'],
        clearance: false,
      },
      {
        promo_code: 'TENOFF',
        kind: 'FIXED_AMOUNT',
        value: 1000,
        minimum_cents: 5000,
        months: [],
        departments: [],
        clearance: true,
      },
    ])
  })

  test('writes what promotions do by design', async () => {
    expect(await all('SELECT * FROM truth_promotion_uplift')).toEqual([
      { promo_code: 'SUMMER25', department: 'Clothing', segment: 'BUDGET', line_chance: 0.5, extra_unit_chance: 0.1 },
    ])
  })

  test('covers whole years, from before the first launch to ten years after the start', async () => {
    expect(await all('SELECT min(date) AS first, max(date) AS last FROM dim_date')).toEqual([
      { first: '2022-01-01', last: '2034-12-31' },
    ])
    expect(
      await all(
        'SELECT date_key, day_name, is_holiday, holiday_name FROM dim_date WHERE date BETWEEN $1 AND $2 ORDER BY 1',
        ['2024-01-01', '2024-01-02'],
      ),
    ).toEqual([
      { date_key: 20240101, day_name: 'Monday', is_holiday: true, holiday_name: 'New Year' },
      { date_key: 20240102, day_name: 'Tuesday', is_holiday: false, holiday_name: null },
    ])
    expect(
      await all('SELECT 1 FROM dim_products p LEFT JOIN dim_date d ON d.date = p.launch_date WHERE d.date IS NULL'),
    ).toEqual([])
  })

  test('writes the stock from which the simulation starts', async () => {
    const [node, product] = [4, 321]
    expect(
      await all('SELECT * FROM store_inventory_snapshots WHERE store_id = $1 AND product_id = $2', [node, product]),
    ).toEqual([
      {
        store_id: node,
        product_id: product,
        current_quantity: masterData.storeStock[node - 1].quantities[product - 1],
        reorder_point: masterData.storeStock[node - 1].reorderPoints[product - 1],
        as_of: '2024-01-01',
      },
    ])
    const units = masterData.dcStock.reduce(
      (sum, { quantities }) => quantities.reduce((total, quantity) => total + quantity, sum),
      0,
    )
    expect(await all('SELECT sum(current_quantity)::int AS units FROM dc_inventory_snapshots')).toEqual([{ units }])
  })
})

describe('store types and ground truth', () => {
  test('are written as they are', async () => {
    expect(await all('SELECT * FROM dim_store_types')).toEqual([
      {
        store_type: 'supercenter',
        items_per_ticket: 8.2,
        target_ticket_cents: 8550,
        promotion_rate: 0.18,
        online_share: 0.12,
      },
    ])
    expect(await all('SELECT * FROM dim_store_type_factors WHERE factor <> 1 ORDER BY key')).toEqual([
      { store_type: 'supercenter', factor_group: 'weekday', key: 'Sat', factor: 1.5 },
      { store_type: 'supercenter', factor_group: 'weekday', key: 'Sun', factor: 0.5 },
    ])
    expect(
      await all('SELECT factor_group, count(*)::int AS rows FROM dim_store_type_factors GROUP BY 1 ORDER BY 1'),
    ).toEqual([
      { factor_group: 'department', rows: 10 },
      { factor_group: 'hour', rows: 24 },
      { factor_group: 'month', rows: 12 },
      { factor_group: 'weekday', rows: 7 },
    ])
    expect(await all('SELECT * FROM truth_affinities')).toEqual(truth.affinities)
    expect((await all('SELECT * FROM truth_customers ORDER BY 1')).map(camelCase)).toEqual(truth.customers)
  })
})

describe('the foreign keys of the dimensions', () => {
  test('are declared and resolve', async () => {
    const keys = await all<{ source: string; source_column: string; target: string; target_column: string }>(`
      SELECT c.conrelid::regclass::text AS source, s.attname AS source_column,
             c.confrelid::regclass::text AS target, t.attname AS target_column
      FROM pg_constraint c
      JOIN pg_attribute s ON s.attrelid = c.conrelid AND s.attnum = c.conkey[1]
      JOIN pg_attribute t ON t.attrelid = c.confrelid AND t.attnum = c.confkey[1]
      WHERE c.contype = 'f'`)
    const names = new Set(DIMENSION_TABLES.map((table) => table.name))
    const own = keys.filter((key) => names.has(key.source))
    expect(own).toHaveLength(16)
    for (const { source, source_column, target, target_column } of own) {
      const orphans = await all(`
        SELECT 1 FROM ${source} s LEFT JOIN ${target} t ON t.${target_column} = s.${source_column}
        WHERE t.${target_column} IS NULL`)
      expect(orphans).toEqual([])
    }
  })
})

test('every table and column of the dimensions has a comment', async () => {
  const bare = await all(
    `SELECT c.relname, a.attname FROM pg_class c LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
     WHERE c.relkind = 'r' AND c.relname = ANY($1) AND (obj_description(c.oid, 'pg_class') IS NULL OR col_description(c.oid, a.attnum) IS NULL)`,
    [[...DIMENSION_TABLES.map((table) => table.name), 'dimension_loads']],
  )
  expect(bare).toEqual([])
})

function camelCase(row: unknown): Record<string, unknown> {
  const entries = Object.entries(row as Record<string, unknown>)
  return Object.fromEntries(
    entries.map(([name, value]) => [name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase()), value]),
  )
}
