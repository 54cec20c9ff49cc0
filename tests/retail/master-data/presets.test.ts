import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { PRESETS } from '../../../src/config/presets.ts'
import { configSchema } from '../../../src/config/schema.ts'
import { loadDictionaries } from '../../../src/dictionaries/load-dictionaries.ts'
import { makeMasterData } from '../../../src/retail/master-data/make-master-data.ts'
import { popularityRanks } from '../../../src/retail/master-data/popularity.ts'
import { rootKey } from '../../../src/simulation/root-key.ts'
import { dayNumberOf } from '../../../src/time/business-date.ts'
import { DAY } from '../../../src/time/sim-time.ts'

const dictionaries = await loadDictionaries(join(import.meta.dirname, '../../../dictionaries'))
const startDay = dayNumberOf('2024-01-01')

/** A preset's company; customers are cut, because their number changes nothing else. */
function presetCompany(preset: object, seed = 42) {
  const config = configSchema.parse(preset)
  return makeMasterData({
    dictionaries,
    volume: { ...config.volume, total_customers: Math.min(config.volume.total_customers, 5000) },
    segmentShares: config.segments.shares,
    purchaseRate: config.visits.purchase_rate,
    supplierLeadDays: config.logistics.supplier_lead_days,
    startDay,
    root: rootKey(seed),
  })
}

describe.each(Object.entries(PRESETS))('the preset %s with the shipped dictionaries', (_name, preset) => {
  const data = presetCompany(preset)

  test('gives every DC a store, trucks and goods', () => {
    for (const { dcId } of data.distributionCenters) {
      expect(data.stores.some((store) => store.dcId === dcId)).toBe(true)
      const trucks = data.trucks.filter((truck) => truck.servesDcId === dcId)
      expect(new Set(trucks.map((truck) => `${truck.refrigeration} ${truck.fleet === 'SUPPLIER'}`)).size).toBe(4)
    }
    expect(data.products.some((product) => product.requiresRefrigeration)).toBe(true)
  })

  test('has a popular product on sale from the first day in every department', () => {
    const ranks = popularityRanks(data.products, rootKey(42))
    const sold = data.products.filter(
      (product) => product.launchDate < startDay * DAY && ranks[product.productId - 1] <= 3,
    )
    expect(new Set(sold.map((product) => product.department)).size).toBe(10)
  })

  test('takes places, people and brands from the dictionaries', () => {
    const cities = new Set(dictionaries.geographies.map((place) => place.city))
    const names = new Set([...dictionaries.firstNames, ...dictionaries.lastNames])
    const brands = new Set(dictionaries.brands.map((brand) => `${brand.brand}|${brand.company}|${brand.category}`))
    const companies = new Set(dictionaries.companies.map((entry) => entry.company))
    expect(data.geographies.every((place) => cities.has(place.city))).toBe(true)
    expect(data.customers.every(({ firstName, lastName }) => names.has(firstName) && names.has(lastName))).toBe(true)
    expect(data.products.every((row) => brands.has(`${row.brand}|${row.company}|${row.category}`))).toBe(true)
    expect(data.suppliers.every((supplier) => companies.has(supplier.name))).toBe(true)
  })

  test('taxes every store at a rate of its state', () => {
    for (const store of data.stores) {
      const { state } = data.geographies[store.geographyId - 1]
      const rates = dictionaries.taxRates.filter((row) => row.stateCode === state).map((row) => row.combinedRateBps)
      expect(store.taxRateBps).toBeGreaterThanOrEqual(Math.min(...rates))
      expect(store.taxRateBps).toBeLessThanOrEqual(Math.max(...rates))
    }
  })
})

test.each(['demo', 'default'] as const)('the preset %s raises no warning', (name) => {
  expect(presetCompany(PRESETS[name]).warnings).toEqual([])
})
