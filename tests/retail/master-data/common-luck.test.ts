import { describe, expect, test } from 'vitest'
import { makeMasterData } from '../../../src/retail/master-data/make-master-data.ts'
import type { MasterDataVolume } from '../../../src/retail/master-data/options.ts'
import { companyOptions } from './company.ts'

const FEW = { total_customers: 5000, total_products: 400 }
const company = (volume: Partial<MasterDataVolume> = {}) => makeMasterData(companyOptions({ ...FEW, ...volume }))
const base = company()

test('the same options give the same company', () => {
  expect(company()).toEqual(base)
})

test('another seed gives another company of the same size', () => {
  const other = makeMasterData(companyOptions(FEW, { root: { x: 1, y: 2 } }))
  for (const key of ['geographies', 'stores', 'customers', 'products', 'trucks'] as const) {
    expect(other[key]).toHaveLength(base[key].length)
    expect(other[key]).not.toEqual(base[key])
  }
})

const key = (product: { productName: string; brand: string }) => `${product.productName}|${product.brand}`

describe('what is added changes nothing that was there', () => {
  test.each([43, 50, 200])('%d stores: the first 42 stay what they are', (stores) => {
    const more = company({ stores })
    expect(more.stores.slice(0, 42)).toEqual(base.stores)
    expect(more.storeStock.slice(0, 42)).toEqual(base.storeStock)
    expect(more.dcStock).toEqual(base.dcStock)
    expect(more.products).toEqual(base.products)
    expect(more.distributionCenters).toEqual(base.distributionCenters)
  })

  test('one more store changes home and store only of the customers whom it wins', () => {
    const more = company({ stores: 43 })
    const changed = more.customers.filter(
      (customer, index) => customer.homeStoreId !== base.customers[index].homeStoreId,
    )
    expect(changed.length).toBeGreaterThan(0)
    expect(changed.every((customer) => customer.homeStoreId === 43)).toBe(true)
    for (const [index, customer] of more.customers.entries()) {
      const { geographyId, homeStoreId } = base.customers[index]
      if (customer.homeStoreId !== 43) expect(customer).toEqual(base.customers[index])
      else expect({ ...customer, geographyId, homeStoreId }).toEqual(base.customers[index])
    }
  })

  test('more customers', () => {
    expect(company({ total_customers: 6000 }).customers.slice(0, 5000)).toEqual(base.customers)
  })

  test('more geographies keep the ones before', () => {
    expect(company({ total_geographies: 150 }).geographies.slice(0, 100)).toEqual(base.geographies)
  })

  test('more DCs leave the ones before, and their trucks, where they are', () => {
    const more = company({ dcs: 6 })
    expect(more.distributionCenters.slice(0, 5)).toEqual(base.distributionCenters)
    const bound = (data: typeof base) => data.trucks.filter((truck) => truck.fleet === 'DC' && truck.dcId <= 5)
    expect(bound(more)).toEqual(bound(base))
  })

  test('more products keep prices, launch dates and suppliers of those that stay', () => {
    const more = company({ total_products: 500 })
    const found = new Map(more.products.map((product) => [key(product), product]))
    for (const product of base.products) {
      const same = found.get(key(product))
      expect(same && { ...same, productId: product.productId }).toEqual(product)
    }
  })
})

test('a store is not moved by the number of stores, only by geographies and DCs', () => {
  const alone = makeMasterData(companyOptions({ ...FEW, stores: 1 }))
  expect(alone.stores[0]).toEqual(base.stores[0])
})
