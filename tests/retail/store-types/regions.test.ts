import { expect, test } from 'vitest'
import { STORE_TYPES, type StoreType } from '../../../src/dictionaries/types.ts'
import { type Company, makeCompany } from '../../../src/retail/company.ts'
import { storeTypeDraws } from '../../../src/retail/master-data/store-types.ts'
import type { MasterData } from '../../../src/retail/master-data/types.ts'
import { firstRegion, threeDays } from '../first-region.ts'
import { dictionaries, smallCompany } from '../simulated.ts'
import { tinyCompany } from '../tiny.ts'
import { companyOptions } from '../master-data/company.ts'

const MIX = { supercenter: 4, grocery: 3, hardware: 2, luxury: 1 }

test('regions of a mixed company draw types by their weights', () => {
  const typeOf = storeTypeDraws(companyOptions({}, { storeTypes: { company: 'mixed', mix: MIX } }))
  const drawn = Array.from({ length: 4000 }, (_, index) => typeOf(index + 1))
  for (const type of STORE_TYPES) {
    const share = drawn.filter((other) => other === type).length / drawn.length
    expect(Math.abs(share - MIX[type] / 10)).toBeLessThan(0.03)
  }
})

/** The types of each DC's stores, as pairs of DC and type. */
function typesOfDcs(dcs: number): ReadonlyMap<string, number> {
  const { stores } = smallCompany({
    volume: { stores: 30, dcs, total_geographies: 40, total_products: 900 },
    store_types: { company: 'mixed', mix: MIX },
  }).master
  return new Map(stores.map(({ dcId, storeType }) => [`${dcId}|${storeType}`, dcId]))
}

test('all stores of a DC have its type, and more regions change the type of none', () => {
  const [few, many] = [typesOfDcs(8), typesOfDcs(9)]
  expect(new Set(few.values()).size).toBe(few.size)
  expect(few.size).toBe(8)
  expect([...few.keys()].filter((pair) => !many.has(pair))).toEqual([])
})

test('every region has the type of a company that is not mixed', () => {
  const { stores } = smallCompany({ volume: { stores: 9, dcs: 3 }, store_types: { company: 'hardware' } }).master
  expect(new Set(stores.map(({ storeType }) => storeType))).toEqual(new Set(['hardware']))
})

const alone = tinyCompany({
  products: [{}, {}, { department: 'Home & Garden', category: 'Tools' }, { department: 'Clothing', tags: ['luxury'] }],
  stores: [{ storeType: 'grocery' }, { storeType: 'grocery' }],
  customers: Array.from({ length: 40 }, (_, index) => ({ homeStoreId: (index % 2) + 1 })),
  settings: { volume: { customers_per_day: 60 }, visits: { home_store_share: 0.5 } },
})

function withAnotherRegion({ master, config, root }: Company, storeType: StoreType): Company {
  const grown: MasterData = {
    ...master,
    geographies: [...master.geographies, { ...master.geographies[0], geographyId: 2, timeZone: 'America/New_York' }],
    distributionCenters: [...master.distributionCenters, { ...master.distributionCenters[0], dcId: 2, geographyId: 2 }],
    stores: [...master.stores, { ...master.stores[0], storeId: 3, dcId: 2, geographyId: 2, storeType }],
    storeStock: [...master.storeStock, master.storeStock[0]],
    dcStock: [...master.dcStock, master.dcStock[0]],
  }
  return makeCompany(config, dictionaries, grown, root)
}

test.each(['supercenter', 'hardware', 'luxury'] as const)(
  'a %s region changes no event of a grocery region',
  (type) => {
    const before = firstRegion(threeDays(alone))
    const grown = threeDays(withAnotherRegion(alone, type))
    expect(before.length).toBeGreaterThan(1000)
    expect(grown.length).toBeGreaterThan(before.length * 1.1)
    expect(firstRegion(grown)).toEqual(before)
  },
)
