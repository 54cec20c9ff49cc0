import {
  type BrandEntry,
  DEPARTMENTS,
  type Dictionaries,
  type GeographyEntry,
  type ProductEntry,
} from '../../../src/dictionaries/types.ts'
import type { MasterDataOptions, MasterDataVolume } from '../../../src/retail/master-data/options.ts'
import { wordOf } from '../../../src/simulation/random.ts'
import { daysFromCivil } from '../../../src/time/civil-date.ts'

const STATES = ['TX', 'CA', 'NY', 'FL', 'OH', 'WA', 'GA', 'CO', 'IL', 'NV']
const REGIONS = ['South', 'West', 'Northeast', 'South', 'Midwest', 'West', 'South', 'West', 'Midwest', 'West']
const COLD = ['Produce', 'Dairy', 'Meat', 'Seafood', 'Frozen', 'Baby Food']

/** 1,000 places in ten states: populations fall from two million to two thousand. */
function geographies(): GeographyEntry[] {
  return Array.from({ length: 1000 }, (_, i) => ({
    city: `Testville ${i}`,
    state: STATES[i % 10],
    zip: String(10000 + i),
    district: `District ${i % 50}`,
    region: REGIONS[i % 10],
    population: Math.floor(2_000_000 / (i + 1)),
    timeZone: 'America/Chicago',
  }))
}

/** Two categories in each department, in Grocery six cold ones too; the k-th department has 30 + 3 k products. */
function products(): ProductEntry[] {
  return DEPARTMENTS.flatMap((department, d) => {
    const categories = [`${department} A`, `${department} B`, ...(department === 'Grocery' ? COLD : [])]
    return Array.from({ length: 30 + 3 * d + (d === 0 ? 90 : 0) }, (_, i) => ({
      productName: `${department} thing ${i}`,
      basePriceCents: i === 0 ? 1 : 99 + 137 * i,
      department,
      category: categories[i % categories.length],
      subcategory: `${department} sub ${i % 7}`,
      taxability: 'TAXABLE' as const,
      tags: ['test'],
    }))
  })
}

function brandsOf(entries: readonly ProductEntry[]): BrandEntry[] {
  return [...new Set(entries.map((product) => product.category))].flatMap((category, c) =>
    Array.from({ length: 30 }, (_, i) => ({
      brand: `Brand ${c}-${i}`,
      company: `Company ${c % 10}-${i % 4}`,
      category,
    })),
  )
}

/** Dictionaries made for tests: small, regular, and as wide as the real ones. */
export function testDictionaries(): Dictionaries {
  const entries = products()
  const brands = brandsOf(entries)
  return {
    geographies: geographies(),
    firstNames: Array.from({ length: 60 }, (_, i) => `First${i}`),
    lastNames: Array.from({ length: 70 }, (_, i) => `Last${i}`),
    companies: [...new Set(brands.map((brand) => brand.company))].map((company) => ({
      company,
      category: DEPARTMENTS[Number(company[8])],
    })),
    brands,
    products: entries,
    taxRates: STATES.map((stateCode, i) => ({ stateCode, county: '', city: '', combinedRateBps: 500 + 10 * i })),
    streetNames: Array.from({ length: 50 }, (_, i) => `Street${i} Road`),
    holidays: [],
    promotions: [],
    channels: [],
    affinities: [],
    departmentSeasons: [],
    storeTypes: [],
    digest: 'test',
  }
}

/** The volumes of the default preset. */
export const DEFAULT_VOLUME: MasterDataVolume = {
  stores: 42,
  dcs: 5,
  total_geographies: 100,
  total_customers: 50_000,
  total_products: 10_000,
  local_customer_rate: 0.7,
  full_price_rate: 0.6,
  launched_before_rate: 0.6,
  launched_in_first_half_rate: 0.3,
  refrigerated_trucks: 8,
  non_refrigerated_trucks: 12,
  supplier_refrigerated_trucks: 12,
  supplier_non_refrigerated_trucks: 18,
  truck_dc_assignment_rate: 0.85,
  truck_capacity: 15_000,
  customers_per_day: 2000,
  items_per_ticket_mean: 8.2,
  dc_initial_inventory_min: 500,
  dc_initial_inventory_max: 5000,
  dc_reorder_point_min: 50,
  dc_reorder_point_max: 500,
  store_initial_inventory_min: 20,
  store_initial_inventory_max: 200,
  store_reorder_point_min: 5,
  store_reorder_point_max: 50,
}

export const START_DAY = daysFromCivil(2024, 1, 1)

/** Options of a test company: the default volumes with changes. */
export function companyOptions(
  volume: Partial<MasterDataVolume> = {},
  rest: Partial<Omit<MasterDataOptions, 'volume'>> = {},
): MasterDataOptions {
  return {
    dictionaries: testDictionaries(),
    segmentShares: { BUDGET: 0.35, CONVENIENCE: 0.25, QUALITY: 0.2, BRAND_LOYAL: 0.2 },
    purchaseRate: 0.41,
    supplierLeadDays: { min: 2, max: 10 },
    startDay: START_DAY,
    root: { x: wordOf('test company'), y: 42 },
    ...rest,
    volume: { ...DEFAULT_VOLUME, ...volume },
  }
}
