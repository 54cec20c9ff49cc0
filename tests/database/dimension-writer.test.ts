import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writeDimensions } from '../../src/database/dimension-writer.ts'
import { DIMENSION_TABLES } from '../../src/database/dimensions/tables.ts'
import { openPlace, type Place, promotions, smallContent, truth } from './dimensions/place.ts'

const company = smallContent()
const { masterData } = company
let place: Place
const all: Place['all'] = (sql, values) => place.all(sql, values)

beforeAll(async () => {
  place = await openPlace()
})
afterAll(() => place?.[Symbol.asyncDispose]())

/** Which transactions wrote the rows: it changes whenever a table is filled again. */
function writers(): Promise<unknown[]> {
  return all(
    DIMENSION_TABLES.map(({ name }) => `SELECT '${name}' AS name, min(xmin::text) AS writer FROM ${name}`).join(
      ' UNION ALL ',
    ),
  )
}

describe('the dimension writer', () => {
  test('fills every table and counts its rows', async () => {
    const { loaded, rowCounts } = await writeDimensions(place.client, company)
    expect(loaded).toBe(true)
    expect(rowCounts).toEqual({
      dim_geographies: 100,
      dim_distribution_centers: 2,
      dim_stores: 6,
      dim_store_types: 1,
      dim_store_type_factors: 53,
      dim_trucks: masterData.trucks.length,
      dim_customers: 2000,
      dim_products: 800,
      dim_suppliers: masterData.suppliers.length,
      product_suppliers: masterData.productSuppliers.length,
      dim_promotions: 2,
      truth_promotion_uplift: 1,
      dim_date: 13 * 365 + 3,
      store_inventory_snapshots: 6 * 800,
      truth_campaign_conversion: 1,
      dc_inventory_snapshots: 2 * 800,
      truth_affinities: 1,
      truth_customers: 2,
    })
    for (const [table, rows] of Object.entries(rowCounts)) {
      expect(await all(`SELECT count(*)::int AS rows FROM ${table}`)).toEqual([{ rows }])
    }
  })
})

describe('writing again', () => {
  test('the same content changes nothing', async () => {
    const before = await writers()
    const again = await writeDimensions(place.client, smallContent())
    expect(again.loaded).toBe(false)
    expect(again.rowCounts.dim_customers).toBe(2000)
    expect(await writers()).toEqual(before)
  })

  test('repairs tables that lost rows', async () => {
    await place.client.query('DELETE FROM dim_customers WHERE customer_id = 7')
    expect((await writeDimensions(place.client, company)).loaded).toBe(true)
    expect(await all('SELECT count(*)::int AS rows FROM dim_customers')).toEqual([{ rows: 2000 }])
  })

  test('other content replaces all of it', async () => {
    const other = smallContent({ stores: 7 })
    expect(await writeDimensions(place.client, other)).toMatchObject({ loaded: true, rowCounts: { dim_stores: 7 } })
    expect(await all('SELECT max(store_id) AS id, count(*)::int AS rows FROM store_inventory_snapshots')).toEqual([
      { id: 7, rows: 5600 },
    ])
    expect((await writeDimensions(place.client, other)).loaded).toBe(false)
  })

  test('a change of one quantity or one promotion is noticed', async () => {
    const [first, ...rest] = company.masterData.storeStock
    const quantities = first.quantities.with(3, 1)
    const storeStock = [{ quantities, reorderPoints: first.reorderPoints }, ...rest]
    await writeDimensions(place.client, company)
    expect(
      (await writeDimensions(place.client, { ...company, masterData: { ...masterData, storeStock } })).loaded,
    ).toBe(true)
    await writeDimensions(place.client, company)
    expect((await writeDimensions(place.client, { ...company, promotions: promotions.slice(1) })).loaded).toBe(true)
    for (const other of [{ truth: { ...truth, affinities: [] } }, { storeTypes: [] }]) {
      expect((await writeDimensions(place.client, { ...company, ...other })).loaded).toBe(true)
    }
  })

  test('a failure leaves what was there', async () => {
    await writeDimensions(place.client, company)
    const before = await writers()
    const [first, ...rest] = masterData.customers
    const broken = { ...masterData, customers: [...rest, { ...first, firstName: 'U\0' }] }
    await expect(writeDimensions(place.client, { ...company, masterData: broken })).rejects.toThrow(
      'dim_customers.first_name',
    )
    const twice = { ...masterData, stores: [...masterData.stores, masterData.stores[0]] }
    await expect(writeDimensions(place.client, { ...company, masterData: twice })).rejects.toThrow('dim_stores_pkey')
    expect(await writers()).toEqual(before)
  })

  test('two writers at once load it once', async () => {
    await using second = { client: await place.database.connect(), [Symbol.asyncDispose]: () => second.client.end() }
    const other = smallContent({ total_customers: 2100 })
    const loads = await Promise.all([writeDimensions(place.client, other), writeDimensions(second.client, other)])
    expect(loads.filter((load) => load.loaded)).toHaveLength(1)
  })
})
