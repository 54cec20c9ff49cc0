import { describe, expect, test } from 'vitest'
import type { TaxRateEntry } from '../../../src/dictionaries/types.ts'
import { makeMasterData } from '../../../src/retail/master-data/make-master-data.ts'
import { MIX_MEAN, OPENING_HOURS, VOLUME_CLASS_RULES } from '../../../src/retail/master-data/store-profiles.ts'
import { nearestDc } from '../../../src/retail/master-data/stores.ts'
import { taxRates } from '../../../src/retail/master-data/tax-rates.ts'
import type { Geography, MasterData } from '../../../src/retail/master-data/types.ts'
import { companyOptions } from './company.ts'

const FEW = { total_customers: 50, total_products: 40 }
const SHAPES = {
  default: {},
  'one store': { stores: 1, dcs: 1 },
  'four stores, two DCs': { stores: 4, dcs: 2 },
  'six stores, one DC': { stores: 6, dcs: 1 },
  'more DCs than stores': { stores: 3, dcs: 9 },
  large: { stores: 200, dcs: 20 },
  'one geography': { stores: 7, dcs: 3, total_geographies: 1 },
}
const companies = Object.entries(SHAPES).map(
  ([name, volume]) => [name, makeMasterData(companyOptions({ ...FEW, ...volume }))] as const,
)
const placeOf = (data: MasterData, row: { geographyId: number }): Geography => data.geographies[row.geographyId - 1]

function counts<T>(rows: readonly T[], keyOf: (row: T) => unknown): number[] {
  const found = new Map<unknown, number>()
  for (const row of rows) found.set(keyOf(row), (found.get(keyOf(row)) ?? 0) + 1)
  return [...found.values()]
}

describe.each(companies)('the network: %s', (_name, data) => {
  test('ids count from 1 in every dimension', () => {
    const ids = [
      data.geographies.map((row) => row.geographyId),
      data.distributionCenters.map((row) => row.dcId),
      data.stores.map((row) => row.storeId),
      data.trucks.map((row) => row.truckId),
      data.customers.map((row) => row.customerId),
      data.products.map((row) => row.productId),
      data.suppliers.map((row) => row.supplierId),
    ]
    for (const list of ids) expect(list).toEqual(list.map((_, index) => index + 1))
  })

  test('geographies are distinct', () => {
    expect(new Set(data.geographies.map((place) => place.city)).size).toBe(data.geographies.length)
  })

  test('a DC stands in the most populated geography of its state that has no more DCs than the others', () => {
    for (const dc of data.distributionCenters) {
      const place = placeOf(data, dc)
      const rivals = data.geographies.filter((other) => other.state === place.state)
      const placesWithDc = new Set(data.distributionCenters.map((other) => other.geographyId))
      const larger = rivals.filter((other) => other.population > place.population)
      expect(larger.every((other) => placesWithDc.has(other.geographyId))).toBe(true)
    }
  })

  test('no state without another DC would have more people per DC than a state has now', () => {
    const states = [...new Set(data.geographies.map((place) => place.state))].map((state) => ({
      people: data.geographies.reduce((sum, place) => sum + (place.state === state ? place.population : 0), 0),
      dcs: data.distributionCenters.filter((dc) => placeOf(data, dc).state === state).length,
    }))
    const perDc = Math.min(...states.filter(({ dcs }) => dcs > 0).map(({ people, dcs }) => people / dcs))
    for (const { people, dcs } of states) expect(people / (dcs + 1)).toBeLessThanOrEqual(perDc)
  })

  test('stores stand only in states with a DC, which serves them from the same state', () => {
    for (const store of data.stores) {
      expect(placeOf(data, data.distributionCenters[store.dcId - 1]).state).toBe(placeOf(data, store).state)
    }
  })

  test('at most a fifth of the stores share a geography, or as few as the geographies allow', () => {
    const states = new Set(data.distributionCenters.map((dc) => placeOf(data, dc).state))
    const open = data.geographies.filter((place) => states.has(place.state)).length
    const limit = Math.max(1, Math.floor(data.stores.length / 5), Math.ceil(data.stores.length / open))
    expect(Math.max(...counts(data.stores, (store) => store.geographyId))).toBeLessThanOrEqual(limit)
  })

  test('every DC serves a store when there are enough stores', () => {
    const served = new Set(data.stores.map((store) => store.dcId)).size
    expect(served).toBe(Math.min(data.stores.length, data.distributionCenters.length))
  })

  test('numbers, formats and hours follow their patterns', () => {
    for (const dc of data.distributionCenters) expect(dc.dcNumber).toBe(`DC${String(dc.dcId).padStart(3, '0')}`)
    for (const store of data.stores) {
      const rule = VOLUME_CLASS_RULES.find((candidate) => candidate.volumeClass === store.volumeClass)
      expect(store.storeNumber).toBe(`S${String(store.storeId).padStart(6, '0')}`)
      expect(rule?.formats.map((format) => format[0])).toContain(store.storeFormat)
      expect(OPENING_HOURS[store.storeFormat].map(([from, to]) => [from, to])).toContainEqual([
        store.opensAt,
        store.closesAt,
      ])
      expect(store.dailyTrafficMultiplier).toBeGreaterThanOrEqual((rule?.low ?? 9) / MIX_MEAN - 0.0001)
      expect(store.dailyTrafficMultiplier).toBeLessThanOrEqual((rule?.high ?? 0) / MIX_MEAN + 0.0001)
      expect(store.address).toMatch(/^[1-9]\d{3,4} ((N|S|E|W|NE|NW|SE|SW) )?Street\d+ Road$/)
    }
  })
})

test('as many stores as DCs means one store each, whatever the seed', () => {
  for (let seed = 1; seed <= 20; seed++) {
    const volume = { ...FEW, stores: 8, dcs: 8 }
    const { stores } = makeMasterData(companyOptions(volume, { root: { x: seed * 7919, y: seed } }))
    expect(new Set(stores.map((store) => store.dcId)).size).toBe(8)
  }
})

test('populated places are chosen more often', () => {
  const chosen = makeMasterData(companyOptions(FEW)).geographies
  const largest = chosen.filter((place) => place.population >= 2_000_000 / 100).length
  expect(largest).toBeGreaterThan(25)
})

test('classes come in their shares and their traffic has the mean 1', () => {
  expect(MIX_MEAN).toBeCloseTo(1.1275, 10)
  const { stores } = makeMasterData(companyOptions({ ...FEW, stores: 2000, dcs: 5 }))
  for (const { volumeClass, share } of VOLUME_CLASS_RULES) {
    const part = stores.filter((store) => store.volumeClass === volumeClass).length / stores.length
    expect(Math.abs(part - share)).toBeLessThan(0.003)
  }
  const mean = stores.reduce((sum, store) => sum + store.dailyTrafficMultiplier, 0) / stores.length
  expect(Math.abs(mean - 1)).toBeLessThan(0.01)
})

test('a default company comes close to the mean traffic too, whatever the seed', () => {
  for (let seed = 1; seed <= 20; seed++) {
    const { stores } = makeMasterData(companyOptions(FEW, { root: { x: seed * 7919, y: seed } }))
    const mean = stores.reduce((sum, store) => sum + store.dailyTrafficMultiplier, 0) / stores.length
    expect(Math.abs(mean - 1)).toBeLessThan(0.12)
  }
})

function placeIn(geographyId: number, state: string, region: string): Geography {
  return Object.assign({}, companies[0][1].geographies[0], { geographyId, state, region })
}

test('the nearest DC is in the same state, else in the region, else anywhere; ties go to the fewest stores', () => {
  const geographies = [
    placeIn(1, 'TX', 'South'),
    placeIn(2, 'OK', 'South'),
    placeIn(3, 'TX', 'South'),
    placeIn(4, 'ME', 'North'),
  ]
  const distributionCenters = geographies.map((_, i) => ({
    dcId: i + 1,
    dcNumber: '',
    address: '',
    geographyId: i + 1,
  }))
  const nearest = (state: string, region: string, stores: readonly number[]) =>
    nearestDc(placeIn(9, state, region), new Map(stores.map((count, i) => [i + 1, count])), {
      geographies,
      distributionCenters,
    })
  expect(nearest('TX', 'South', [1, 0, 1, 0])).toBe(1)
  expect(nearest('TX', 'South', [2, 0, 1, 0])).toBe(3)
  expect(nearest('OK', 'South', [0, 9, 0, 0])).toBe(2)
  expect(nearest('AR', 'South', [3, 2, 4, 0])).toBe(2)
  expect(nearest('WA', 'West', [3, 2, 4, 1])).toBe(4)
})

function rate(stateCode: string, county: string, city: string, combinedRateBps: number): TaxRateEntry {
  return { stateCode, county, city, combinedRateBps }
}

describe('the tax rate', () => {
  const rateOf = taxRates([
    rate('TX', '', '', 625),
    rate('TX', 'Elm', 'Aston', 825),
    rate('TX', 'Elm', 'Belton', 775),
    rate('TX', 'Elm', '', 700),
    rate('CA', 'Oak', 'Corvil', 950),
    rate('CA', 'Oak', 'Dunmore', 851),
  ])
  test.each([
    { of: 'the city', city: 'Aston', district: 'Elm', state: 'TX', bps: 825 },
    { of: 'the mean of the county', city: 'Other', district: 'elm', state: 'TX', bps: 767 },
    { of: "the state's own rate", city: 'Other', district: 'Pine', state: 'TX', bps: 625 },
    { of: "the mean of the state's rows", city: 'Other', district: 'Pine', state: 'CA', bps: 901 },
    { of: 'the city, only in its own state', city: 'Aston', district: 'Pine', state: 'CA', bps: 901 },
    { of: 'the mean of all rows', city: 'Other', district: 'Pine', state: 'NV', bps: 788 },
  ])('is that of $of', ({ city, district, state, bps }) => {
    expect(rateOf({ city, district, state })).toBe(bps)
  })
})
