import { describe, expect, test } from 'vitest'
import { DEPARTMENTS, type Department, type StoreType } from '../../../src/dictionaries/types.ts'
import type { Company } from '../../../src/retail/company.ts'
import { foundCompany } from '../../../src/retail/found-company.ts'
import { MasterDataError } from '../../../src/retail/master-data/options.ts'
import { carriedBy } from '../../../src/retail/master-data/store-types.ts'
import { dictionaries, happens, only, type Settings, smallCompany, smallConfig } from '../simulated.ts'
import { tinyCompany } from '../tiny.ts'

/** Shelves that empty, and counts every night, so that substitutes, reorders and corrections happen. */
const LIVELY: Settings = {
  volume: {
    total_products: 1000,
    customers_per_day: 150,
    store_initial_inventory_min: 2,
    store_initial_inventory_max: 6,
    store_reorder_point_min: 1,
    store_reorder_point_max: 2,
  },
  inventory: { cycle_count_share: 1, cycle_count_products: { min: 20, max: 30 } },
}

const DEPARTMENTS_OF: Readonly<Record<Exclude<StoreType, 'supercenter'>, readonly Department[]>> = {
  grocery: ['Grocery', 'Health & Beauty', 'Baby & Kids', 'Pet Supplies'],
  hardware: ['Home & Garden', 'Automotive', 'Office Supplies', 'Seasonal & Sports'],
  luxury: ['Electronics', 'Clothing', 'Health & Beauty'],
}

function zoneOf(department: string): string {
  return department.toUpperCase().replaceAll(/[^A-Z]+/g, '_')
}

function companyOf(type: StoreType | 'mixed', settings: Settings = {}): Company {
  return smallCompany({
    ...LIVELY,
    ...settings,
    store_types: { company: type },
    volume: { ...LIVELY.volume, ...settings.volume },
  })
}

function departmentsSeen({ master }: Company, productIds: Iterable<number>): string[] {
  const seen = new Set([...productIds].map((id) => master.products[id - 1].department))
  return DEPARTMENTS.filter((department) => seen.has(department))
}

const isLuxury = ({ tags }: { readonly tags: readonly string[] }) => tags.includes('luxury')

describe.each(Object.entries(DEPARTMENTS_OF))('a %s company', (type, departments) => {
  const company = companyOf(type as StoreType)
  const events = happens(company, 3)

  test('has its departments in the catalogue, in the opening stock of stores and DCs, and on receipts', () => {
    const opened = only(events, 'stock_opened')
    const inStores = opened.filter(({ data }) => data.store_id !== null)
    const inDcs = opened.filter(({ data }) => data.store_id === null)
    const idsOf = (some: typeof opened) => some.flatMap(({ data }) => data.lines.map(({ product_id }) => product_id))
    const sold = only(events, 'receipt_line_added').map(({ data }) => data.product_id)
    for (const ids of [
      company.master.products.map(({ productId }) => productId),
      idsOf(inStores),
      idsOf(inDcs),
      sold,
    ]) {
      expect(departmentsSeen(company, ids)).toEqual(departments)
    }
    expect(idsOf(inDcs).length).toBe(company.master.products.length)
  })

  test('counts, runs out of and reorders only what it carries', () => {
    const moved = only(events, 'inventory_updated')
    const counted = moved.filter(({ data }) => data.reason === 'ADJUSTMENT').map(({ data }) => data.product_id)
    const reordered = only(events, 'reorder_triggered').map(({ data }) => data.product_id)
    const emptied = only(events, 'stockout_detected').map(({ data }) => data.product_id)
    for (const ids of [counted, reordered, emptied]) {
      expect(ids.length).toBeGreaterThan(10)
      for (const department of departmentsSeen(company, ids)) expect(departments).toContain(department)
    }
  })

  test('has zones for its departments and no others', () => {
    const zones = new Set(only(events, 'customer_left').flatMap(({ data }) => data.zones))
    expect([...zones].toSorted()).toEqual(['ENTRANCE', ...departments.map(zoneOf), 'CHECKOUT', 'EXIT'].toSorted())
  })

  test('sells luxury goods only when they are its trade', () => {
    const { products } = company.master
    expect(products.every((product) => isLuxury(product) === (type === 'luxury'))).toBe(true)
  })
})

test('a supercenter carries every department, and no luxury goods', () => {
  const { products } = companyOf('supercenter').master
  expect(new Set(products.map(({ department }) => department)).size).toBe(10)
  expect(products.some(isLuxury)).toBe(false)
})

test('a mixed company keeps luxury goods where luxury stores are', () => {
  const mix = { supercenter: 1, grocery: 0, hardware: 0, luxury: 1 }
  const company = smallCompany({
    volume: { stores: 8, dcs: 6, total_geographies: 20, total_products: 1500 },
    store_types: { company: 'mixed', mix },
  })
  const { stores, products, storeStock, dcStock } = company.master
  expect(new Set(stores.map(({ storeType }) => storeType))).toEqual(new Set(['supercenter', 'luxury']))
  for (const { storeId, dcId, storeType } of stores) {
    for (const { quantities, reorderPoints } of [storeStock[storeId - 1], dcStock[dcId - 1]]) {
      const held = products.map((_, index) => quantities[index] > 0)
      expect(held).toEqual(
        products.map(
          (product) => isLuxury(product) === (storeType === 'luxury') && carriesDepartment(storeType, product),
        ),
      )
      expect(products.every((_, index) => held[index] || reorderPoints[index] === 0)).toBe(true)
    }
  }
})

function carriesDepartment(type: StoreType, { department }: { readonly department: Department }): boolean {
  return type === 'supercenter' || DEPARTMENTS_OF[type].includes(department)
}

describe('a catalogue that does not fit the stores', () => {
  test('is as large as it can be, and a warning says so', () => {
    const { products, warnings } = companyOf('luxury', { volume: { total_products: 4000 } }).master
    expect(products.length).toBe(1100)
    expect(warnings).toContain(
      'volume.total_products is 4000, but luxury stores carry only 1100 pairs of a product and a brand: the catalogue has these',
    )
  })

  test('is refused when a store could carry nothing of it', () => {
    const { master } = tinyCompany({ products: [{}, {}], stores: [{}, {}] })
    const stores = master.stores.map((store, index) =>
      index === 1 ? { ...store, storeType: 'luxury' as const } : store,
    )
    const carried = () => carriedBy(dictionaries.storeTypes, master.products, stores)
    expect(carried).toThrow(MasterDataError)
    expect(carried).toThrow('volume.total_products is 2: too few for luxury stores to carry any of them')
  })

  test('is refused when the dictionary has nothing for the stores', () => {
    const products = dictionaries.products.filter((product) => !isLuxury(product))
    const found = () => foundCompany(smallConfig({ store_types: { company: 'luxury' } }), { ...dictionaries, products })
    expect(found).toThrow('products.csv has nothing that luxury stores carry (see store_types/luxury.csv)')
  })
})

test('a DC holds what any of its stores carries', () => {
  const { master } = tinyCompany({
    products: [
      {},
      { department: 'Automotive' },
      { department: 'Clothing', tags: ['luxury'] },
      { department: 'Clothing' },
    ],
    stores: [{ storeType: 'grocery' }, { storeType: 'hardware' }],
  })
  const { atStore, atDc } = carriedBy(dictionaries.storeTypes, master.products, master.stores)
  const held = (carries: (index: number) => boolean) => master.products.map((_, index) => carries(index))
  expect(held((index) => atStore(1, index))).toEqual([true, false, false, false])
  expect(held((index) => atStore(2, index))).toEqual([false, true, false, false])
  expect(held((index) => atDc(1, index))).toEqual([true, true, false, false])
  expect(held((index) => atDc(2, index))).toEqual([false, false, false, false])
})
