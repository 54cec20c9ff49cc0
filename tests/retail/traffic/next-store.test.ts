import { expect, test } from 'vitest'
import { nextStoreOf } from '../../../src/retail/traffic/next-store.ts'
import { DAY } from '../../../src/time/sim-time.ts'
import { happens, only, smallCompany } from '../simulated.ts'
import { tinyCompany } from '../tiny.ts'

const VISITS = 20_000

function nextStores(share: number, homeStoreId = 1): number[] {
  const company = tinyCompany({
    stores: [{}, { dailyTrafficMultiplier: 3 }, { dailyTrafficMultiplier: 1 }],
    customers: [{ homeStoreId }],
    settings: { visits: { home_store_share: share } },
  })
  return Array.from({ length: VISITS }, (_, visit) => nextStoreOf(company, 1, Date.UTC(2024, 2, 4) + visit * DAY))
}

test('a customer mostly returns to the home store, else to others by their traffic', () => {
  const stores = nextStores(0.8)
  const share = (storeId: number) => stores.filter((store) => store === storeId).length / VISITS
  expect(share(1)).toBeCloseTo(0.8, 1)
  expect(Math.abs(share(2) - 0.15)).toBeLessThan(0.015)
  expect(Math.abs(share(3) - 0.05)).toBeLessThan(0.015)
})

test('with a share of 1 there is no other store, with 0 no home', () => {
  expect(new Set(nextStores(1, 2))).toEqual(new Set([2]))
  expect(new Set(nextStores(0, 2))).toEqual(new Set([1, 3]))
})

test('a region of one store has no other', () => {
  const company = tinyCompany({ customers: [{}], settings: { visits: { home_store_share: 0 } } })
  expect(nextStoreOf(company, 1, Date.UTC(2024, 2, 4))).toBe(1)
})

test('known customers are seen in other stores of their region, and in none outside it', () => {
  const company = smallCompany({
    volume: { stores: 6, dcs: 2, total_geographies: 10 },
    visits: {
      home_store_share: 0.5,
      visit_gap_days: { BUDGET: 0.5, CONVENIENCE: 0.5, QUALITY: 0.5, BRAND_LOYAL: 0.5 },
    },
  })
  const { customers, stores } = company.master
  const visits = only(happens(company, 4), 'customer_left').flatMap(({ data }) => {
    if (data.customer_id === null) return []
    const home = customers[data.customer_id - 1].homeStoreId
    return [{ home, store: data.store_id }]
  })
  expect(visits.filter(({ home, store }) => home !== store).length).toBeGreaterThan(20)
  const dcOf = (storeId: number) => stores[storeId - 1].dcId
  expect(visits.filter(({ home, store }) => dcOf(home) !== dcOf(store))).toEqual([])
})
