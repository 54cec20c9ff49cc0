import { describe, expect, test } from 'vitest'
import { makeMasterData } from '../../../src/retail/master-data/make-master-data.ts'
import { MasterDataError, type MasterDataOptions } from '../../../src/retail/master-data/options.ts'
import { companyOptions, testDictionaries } from './company.ts'

const FEW = { total_customers: 1, total_products: 40 }

function problemsOf(options: MasterDataOptions): readonly string[] {
  try {
    makeMasterData(options)
  } catch (error) {
    if (error instanceof MasterDataError) return error.problems
    throw error
  }
  return []
}

describe('master data are refused when', () => {
  test('there are fewer combinations than products', () => {
    const tooMany = companyOptions({ ...FEW, total_products: 20_000 })
    expect(problemsOf(tooMany)).toEqual([
      'volume.total_products is 20000, but products.csv and product_brands.csv give 15750 pairs of a product and a brand of its category: allowed is 1 to 15750',
    ])
    expect(problemsOf(companyOptions({ ...FEW, total_products: 15_750 }))).toEqual([])
  })

  test('there are fewer places than geographies', () => {
    expect(problemsOf(companyOptions({ ...FEW, total_geographies: 1001 }))).toEqual([
      'volume.total_geographies is 1001: geographies.csv allows 1 to 1000',
    ])
  })

  test('a count is no whole number from 1', () => {
    expect(problemsOf(companyOptions({ ...FEW, stores: 0, dcs: 1.5 }))).toEqual([
      'volume.stores is 0: allowed is a whole number from 1',
      'volume.dcs is 1.5: allowed is a whole number from 1',
    ])
  })

  test('a range is reversed', () => {
    expect(problemsOf(companyOptions({ ...FEW, store_initial_inventory_min: 300 }))).toEqual([
      'volume.store_initial_inventory_min is 300: allowed is 0 to volume.store_initial_inventory_max, 200',
    ])
    expect(problemsOf(companyOptions(FEW, { supplierLeadDays: { min: 9, max: 3 } }))).toEqual([
      'the supplier lead time is 9 to 3 days: allowed is min <= max',
    ])
  })

  test('no segment has a share', () => {
    const segmentShares = { BUDGET: 0, CONVENIENCE: 0, QUALITY: 0, BRAND_LOYAL: 0 }
    expect(problemsOf(companyOptions(FEW, { segmentShares }))).toEqual(['every segment share is 0: one must be more'])
  })

  test('a dictionary is empty', () => {
    const dictionaries = { ...testDictionaries(), firstNames: [], taxRates: [] }
    expect(problemsOf(companyOptions(FEW, { dictionaries }))).toEqual([
      'first_names.csv has no rows: at least one is needed',
      'tax_rates.csv has no rows: at least one is needed',
    ])
  })

  test('and the message lists all problems at once', () => {
    const both = companyOptions({ ...FEW, stores: 0, total_geographies: 1001 })
    expect(() => makeMasterData(both)).toThrow(
      /^master data cannot be made:\n {2}- volume\.stores .*\n {2}- volume\.total_geo/,
    )
  })
})
