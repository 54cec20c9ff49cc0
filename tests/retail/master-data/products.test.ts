import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DEPARTMENTS } from '../../../src/dictionaries/types.ts'
import { makeMasterData } from '../../../src/retail/master-data/make-master-data.ts'
import { popularityRanks } from '../../../src/retail/master-data/popularity.ts'
import { brandFactor, makePrices } from '../../../src/retail/master-data/product-prices.ts'
import { DAY } from '../../../src/time/sim-time.ts'
import { companyOptions, START_DAY } from './company.ts'

const options = companyOptions({ total_customers: 1 })
const data = makeMasterData(options)
const { products } = data
const { dictionaries } = options

describe('the assortment', () => {
  test('has the configured size and no pair of name and brand twice', () => {
    expect(products).toHaveLength(10_000)
    expect(new Set(products.map((product) => `${product.productName}|${product.brand}`)).size).toBe(10_000)
  })

  test('pairs a base product with a brand of its category, made by the company of the brand', () => {
    const brands = new Map(dictionaries.brands.map((brand) => [brand.brand, brand]))
    const bases = new Map(dictionaries.products.map((product) => [product.productName, product]))
    for (const product of products) {
      expect(brands.get(product.brand)).toMatchObject({ category: product.category, company: product.company })
      const { department, category, subcategory, taxability, tags } = product
      expect(bases.get(product.productName)).toMatchObject({ department, category, subcategory, taxability, tags })
    }
  })

  test.each([10, 11, 333, 800, 10_000])(
    'of %d products has all departments in proportion to the dictionary',
    (count) => {
      const few = makeMasterData(companyOptions({ total_customers: 1, total_products: count })).products
      expect(few).toHaveLength(count)
      for (const department of DEPARTMENTS) {
        const share =
          dictionaries.products.filter((base) => base.department === department).length / dictionaries.products.length
        const found = few.filter((product) => product.department === department).length
        expect(found).toBeGreaterThanOrEqual(1)
        expect(Math.abs(found - share * count)).toBeLessThan(count < 20 ? 2 : 1)
      }
    },
  )

  test('uses every base product before any a second time', () => {
    const bases = dictionaries.products.length
    const few = makeMasterData(companyOptions({ total_customers: 1, total_products: bases })).products
    expect(new Set(few.map((product) => product.productName)).size).toBe(bases)
  })

  test('takes a pair once when the dictionary names a product twice', () => {
    const base = dictionaries.products[50]
    const brands = dictionaries.brands.filter((brand) => brand.category === base.category).slice(0, 6)
    const twice = { ...dictionaries, products: [base, { ...base, subcategory: 'Another' }], brands }
    const make = (count: number) =>
      makeMasterData(companyOptions({ total_customers: 1, total_products: count }, { dictionaries: twice })).products
    expect(new Set(make(6).map((product) => product.brand)).size).toBe(6)
    expect(() => make(7)).toThrow('allowed is 1 to 6')
  })

  test('can be limited to some departments', () => {
    const limited = makeMasterData(
      companyOptions({ total_customers: 1, total_products: 500 }, { departments: ['Clothing', 'Electronics'] }),
    )
    expect(new Set(limited.products.map((product) => product.department))).toEqual(new Set(['Clothing', 'Electronics']))
  })

  test('fills the departments that still have combinations when others are exhausted', () => {
    const brands = dictionaries.brands.filter(
      (brand) => !brand.category.startsWith('Clothing') || brand.brand.endsWith('-0'),
    )
    const scarce = { ...dictionaries, brands }
    const result = makeMasterData(companyOptions({ total_customers: 1 }, { dictionaries: scarce })).products
    expect(result).toHaveLength(10_000)
    expect(result.filter((product) => product.department === 'Clothing')).toHaveLength(36)
  })
})

describe('prices', () => {
  test('obey 0 < cost < sale <= MSRP and their percentages, whatever the base price', () => {
    const anyKey = fc.record({ x: fc.integer(), y: fc.integer() })
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000_000 }), fc.string(), anyKey, (base, brand, key) => {
        const factor = brandFactor(brand, key)
        const { costCents, salePriceCents, msrpCents } = makePrices(base, factor, 0.6, key)
        expect([costCents, salePriceCents, msrpCents].every(Number.isSafeInteger)).toBe(true)
        expect(costCents > 0 && costCents < salePriceCents && salePriceCents <= msrpCents).toBe(true)
        expect(costCents >= 0.5 * salePriceCents && (costCents <= 0.85 * salePriceCents || salePriceCents === 3)).toBe(
          true,
        )
        expect(factor >= 0.85 && factor < 1.15).toBe(true)
        expect(msrpCents >= Math.floor(base * factor * 0.85)).toBe(true)
        expect(msrpCents <= Math.max(2, Math.ceil(base * factor * 1.15))).toBe(true)
        if (salePriceCents < msrpCents) expect(salePriceCents).toBeGreaterThanOrEqual(0.65 * msrpCents)
        if (salePriceCents < msrpCents && msrpCents > 4) expect(salePriceCents).toBeLessThanOrEqual(0.95 * msrpCents)
      }),
      { numRuns: 2000 },
    )
  })

  test('are those of the list for 60 % of the products', () => {
    const full = products.filter((product) => product.salePriceCents === product.msrpCents).length
    expect(full / products.length).toBeGreaterThan(0.58)
    expect(full / products.length).toBeLessThan(0.62)
  })

  test('leave margins of all sizes', () => {
    const shares = products.map((product) => product.costCents / product.salePriceCents)
    for (const [low, high] of [
      [0.5, 0.6],
      [0.6, 0.7],
      [0.7, 0.8],
    ]) {
      const found = shares.filter((share) => share >= low && share < high).length / shares.length
      expect(Math.abs(found - 0.1 / 0.35)).toBeLessThan(0.02)
    }
  })

  test('share the factor of their brand', () => {
    const factors = dictionaries.brands.map((brand) => brandFactor(brand.brand, options.root))
    expect(Math.min(...factors)).toBeLessThan(0.87)
    expect(Math.max(...factors)).toBeGreaterThan(1.13)
  })
})

test('dairy, meat, seafood, produce, frozen and baby food ride refrigerated trucks, and nothing else', () => {
  const cold = new Set(products.filter((product) => product.requiresRefrigeration).map((product) => product.category))
  const plain = new Set(products.filter((product) => !product.requiresRefrigeration).map((product) => product.category))
  expect([...cold].toSorted()).toEqual(['Baby Food', 'Dairy', 'Frozen', 'Meat', 'Produce', 'Seafood'])
  expect([...plain].filter((category) => cold.has(category))).toEqual([])
})

test('launch dates: 60 % before history, 30 % in the first half year, 10 % in the second', () => {
  const days = products.map((product) => product.launchDate / DAY - START_DAY)
  const shares = [(day: number) => day < 0, (day: number) => day >= 0 && day <= 182, (day: number) => day > 182].map(
    (isIn) => days.filter(isIn).length / days.length,
  )
  expect(shares.map((share) => Math.round(share * 20) / 20)).toEqual([0.6, 0.3, 0.1])
  expect(days.every((day) => Number.isInteger(day) && day >= -730 && day <= 365 && (day <= -180 || day >= 0))).toBe(
    true,
  )
})

test('launches of the first half year end with its day 182', () => {
  const late = products.filter(
    ({ launchDate }) => launchDate / DAY - START_DAY > 182 && launchDate / DAY - START_DAY <= 190,
  )
  const evenly = (products.length * 0.1 * 8) / 183
  expect(Math.abs(late.length - evenly)).toBeLessThan(5 * Math.sqrt(evenly))
})

test('popularity ranks count from 1 within each category and do not follow the ids', () => {
  const ranks = popularityRanks(products, options.root)
  const category = products.filter((product) => product.category === 'Produce')
  const found = category.map((product) => ranks[product.productId - 1])
  expect(found.toSorted((a, b) => a - b)).toEqual(category.map((_, index) => index + 1))
  expect(found).not.toEqual(found.toSorted((a, b) => a - b))
})

describe('suppliers', () => {
  const perProduct = products.map((product) =>
    data.productSuppliers.filter((row) => row.productId === product.productId),
  )

  test('supply each product one to three at a time, its own company first', () => {
    for (const product of products.slice(0, 500)) {
      const rows = perProduct[product.productId - 1]
      expect(rows.length).toBeGreaterThanOrEqual(1)
      expect(rows.length).toBeLessThanOrEqual(3)
      expect(data.suppliers[rows[0].supplierId - 1].name).toBe(product.company)
      expect(new Set(rows.map((row) => row.supplierId)).size).toBe(rows.length)
      expect(rows[0].costCents).toBe(product.costCents)
      for (const row of rows) {
        expect(row.costCents > 0 && row.costCents <= product.costCents).toBe(true)
        expect(row.leadTimeDays >= rows[0].leadTimeDays && row.leadTimeDays >= 2 && row.leadTimeDays <= 10).toBe(true)
      }
    }
  })

  test('are companies with a name each, a known region and a rating', () => {
    expect(new Set(data.suppliers.map((supplier) => supplier.name)).size).toBe(data.suppliers.length)
    const regions = new Set(dictionaries.geographies.map((place) => place.region))
    const used = new Set(data.productSuppliers.map((row) => row.supplierId))
    for (const supplier of data.suppliers) {
      expect(regions.has(supplier.region)).toBe(true)
      expect(supplier.rating >= 1 && supplier.rating <= 5).toBe(true)
      expect(used.has(supplier.supplierId)).toBe(true)
    }
  })
})
