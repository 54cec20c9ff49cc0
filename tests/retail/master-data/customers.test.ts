import { describe, expect, test } from 'vitest'
import { makeMasterData } from '../../../src/retail/master-data/make-master-data.ts'
import { SEGMENTS } from '../../../src/retail/master-data/types.ts'
import { companyOptions } from './company.ts'

const data = makeMasterData(companyOptions({ total_products: 40 }))
const { customers, stores, geographies } = data
const share = (part: number) => part / customers.length

describe('customers', () => {
  test('shop in proportion to the traffic of the stores', () => {
    const traffic = stores.reduce((sum, store) => sum + store.dailyTrafficMultiplier, 0)
    for (const store of stores) {
      const expected = (customers.length * store.dailyTrafficMultiplier) / traffic
      const found = customers.filter((customer) => customer.homeStoreId === store.storeId).length
      expect(Math.abs(found - expected)).toBeLessThan(5 * Math.sqrt(expected))
    }
  })

  test('live to 70 % in the geography of their store, else elsewhere in its state', () => {
    const homes = customers.map((customer) => [
      geographies[customer.geographyId - 1],
      geographies[stores[customer.homeStoreId - 1].geographyId - 1],
    ])
    expect(homes.every(([home, store]) => home.state === store.state)).toBe(true)
    const local = share(homes.filter(([home, store]) => home === store).length)
    expect(local).toBeGreaterThan(0.69)
    expect(local).toBeLessThan(0.71)
  })

  test('come in the configured segments', () => {
    const shares = SEGMENTS.map((segment) => share(customers.filter((row) => row.segment === segment).length))
    expect(shares.map((part) => Math.round(part * 100) / 100)).toEqual([0.35, 0.25, 0.2, 0.2])
    const budget = makeMasterData(
      companyOptions(
        { total_customers: 500, total_products: 40 },
        { segmentShares: { BUDGET: 1, CONVENIENCE: 0, QUALITY: 0, BRAND_LOYAL: 0 } },
      ),
    )
    expect(budget.customers.every((customer) => customer.segment === 'BUDGET')).toBe(true)
  })

  test('have a loyalty card, a device and an ad id that nobody else has', () => {
    for (const key of ['loyaltyCard', 'bleId', 'adId'] as const) {
      expect(new Set(customers.map((customer) => customer[key])).size).toBe(customers.length)
    }
    expect(customers[0].loyaltyCard).toMatch(/^LC\d{10}$/)
    expect(customers[0].bleId).toMatch(/^BLE[0-9A-Z]{7}$/)
    expect(customers[0].adId).toMatch(/^AD[0-9A-Z]{7}$/)
  })

  test('have telephone numbers that are kept free for fiction', () => {
    for (const { phone } of customers) expect(phone).toMatch(/^[2-9][0-8][2-9]-555-01\d\d$/)
    expect(new Set(customers.map((customer) => customer.phone)).size).toBeGreaterThan(10_000)
  })

  test('have names and streets of the dictionaries, and all of them occur', () => {
    expect(new Set(customers.map((customer) => customer.firstName)).size).toBe(60)
    expect(new Set(customers.map((customer) => customer.lastName)).size).toBe(70)
    for (const { firstName, lastName, address } of customers) {
      expect(firstName).toMatch(/^First\d+$/)
      expect(lastName).toMatch(/^Last\d+$/)
      expect(address).toMatch(/^[1-9]\d{2,3} ((N|S|E|W|NE|NW|SE|SW) )?Street\d+ Road$/)
    }
  })

  test('live to three tenths at an address with a direction', () => {
    const directed = share(customers.filter(({ address }) => /^\d+ [NS]?[EW]? Street/.test(address)).length)
    expect(directed).toBeGreaterThan(0.29)
    expect(directed).toBeLessThan(0.31)
  })

  test('live in the region, or at their store, when the state has no other geography', () => {
    const alone = makeMasterData(companyOptions({ stores: 2, dcs: 1, total_geographies: 1, total_customers: 200 }))
    expect(alone.customers.every((customer) => customer.geographyId === 1)).toBe(true)
  })
})
