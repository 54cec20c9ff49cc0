import { describe, expect, test } from 'vitest'
import { STORE_TYPES, type StoreType } from '../../../src/dictionaries/types.ts'
import { happens, only, type Settings, smallCompany } from '../simulated.ts'
import { drawnBaskets, worthOf } from './drawn-baskets.ts'

const BASKETS = 20_000
/** The tilt is worked out for the mean price of a unit, without companions: within this of the target. */
const TICKET_TOLERANCE = 0.05
const ITEMS = { supercenter: 8.2, grocery: 9, hardware: 4.5, luxury: 1.6 }
const TICKETS = { supercenter: 85, grocery: 55, hardware: 95, luxury: 1450 }

function companyOf(type: StoreType, settings: Settings = {}) {
  return smallCompany({
    ...settings,
    store_types: { company: type },
    volume: { total_products: 1000, ...settings.volume },
  })
}

function means(type: StoreType, settings: Settings = {}) {
  const company = companyOf(type, settings)
  const worth = drawnBaskets(company, { count: BASKETS }).map((basket) => worthOf(company, basket))
  const sum = (of: 'units' | 'cents') => worth.reduce((total, basket) => total + basket[of], 0)
  return { units: sum('units') / BASKETS, dollars: sum('cents') / BASKETS / 100 }
}

describe.each(STORE_TYPES)('baskets of a %s over a year', (type) => {
  const { units, dollars } = means(type)

  test('hold as many items as its dictionary says, within 3 %', () => {
    expect(Math.abs(units / ITEMS[type] - 1)).toBeLessThan(0.03)
  })

  test(`are worth its target ticket, within ${TICKET_TOLERANCE * 100} %`, () => {
    expect(Math.abs(dollars / TICKETS[type] - 1)).toBeLessThan(TICKET_TOLERANCE)
  })
})

test('items and tickets of a type follow the configured mean in proportion', () => {
  const half = means('grocery', { volume: { items_per_ticket_mean: 4.1 } })
  expect(Math.abs(half.units / 4.5 - 1)).toBeLessThan(0.03)
  expect(Math.abs(half.dollars / 27.5 - 1)).toBeLessThan(TICKET_TOLERANCE)
})

test.each(['grocery', 'hardware', 'luxury'] as const)('receipts of a simulated %s hold as many items', (type) => {
  const company = companyOf(type, {
    volume: { customers_per_day: 900, store_initial_inventory_min: 200, store_initial_inventory_max: 400 },
  })
  const units = only(happens(company, 4), 'receipt_created').map(({ data }) => data.item_count)
  const mean = units.reduce((sum, count) => sum + count, 0) / units.length
  const variance = units.reduce((sum, count) => sum + (count - mean) ** 2, 0) / units.length
  expect(units.length).toBeGreaterThan(1000)
  // 3 %, and four standard errors.
  expect(Math.abs(mean - ITEMS[type])).toBeLessThan(0.03 * ITEMS[type] + 4 * Math.sqrt(variance / units.length))
})

test('the figures for promotions and the web shop are at hand', () => {
  const { storeTypes } = companyOf('grocery')
  expect([storeTypes.promotionRate(2), storeTypes.onlineShare(1)]).toEqual([0.22, 0.15])
})
