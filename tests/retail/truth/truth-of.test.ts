import { describe, expect, test } from 'vitest'
import { happens, only, smallCompany } from '../simulated.ts'
import { drawnBaskets } from '../store-types/drawn-baskets.ts'
import { truthOf } from '../../../src/retail/truth/truth-of.ts'
import type { AffinityTruth } from '../../../src/retail/truth/types.ts'

const VOLUME = { total_products: 1000, total_customers: 300 }

describe('favorite categories', () => {
  const company = smallCompany({ volume: VOLUME })
  const { customers } = truthOf(company)

  test('are three different ones of what the home store carries', () => {
    const { categories } = company.assortmentOf(1)
    for (const { favoriteCategories } of customers) {
      expect(new Set(favoriteCategories).size).toBe(3)
      expect(favoriteCategories.every((name) => categories.includes(name))).toBe(true)
    }
  })

  test('depend on customer and seed alone', () => {
    const more = truthOf(smallCompany({ volume: { ...VOLUME, total_customers: 400, stores: 3 } })).customers
    expect(more.slice(0, 300).map(({ favoriteCategories }) => favoriteCategories)).toEqual(
      customers.map(({ favoriteCategories }) => favoriteCategories),
    )
    const other = truthOf(smallCompany({ seed: 7, volume: VOLUME })).customers
    expect(other.map(({ favoriteCategories }) => favoriteCategories)).not.toEqual(
      customers.map(({ favoriteCategories }) => favoriteCategories),
    )
  })

  test('are bought as much more of as planted', () => {
    const [usual, raised] = [favoriteLines(0), favoriteLines(0.3)]
    const expected = 0.3 + 0.7 * usual
    expect(usual).toBeGreaterThan(0.05)
    expect(Math.abs(raised - expected)).toBeLessThan(0.04)
  })

  test('come with the segment and the gap that drive the customer', () => {
    const { segment } = company.master.customers[7]
    const meanGapDays = company.config.visits.visit_gap_days[segment]
    expect(customers[7]).toMatchObject({ customerId: 8, segment, meanGapDays })
  })
})

function customerOf(number: number): number {
  return (number % VOLUME.total_customers) + 1
}

/** Share of the lines of known customers that are from their favorite categories. */
function favoriteLines(favorite_share: number): number {
  const company = smallCompany({ volume: VOLUME, baskets: { favorite_share, affinity_strength: 0 } })
  const favorites = truthOf(company).customers.map(({ favoriteCategories }) => favoriteCategories)
  let lines = 0
  let hits = 0
  for (const [number, basket] of drawnBaskets(company, { count: 6000, customerOf }).entries()) {
    for (let i = 0; i < basket.length; i += 2) {
      lines++
      if (favorites[customerOf(number) - 1].includes(company.master.products[basket[i]].category)) hits++
    }
  }
  return hits / lines
}

describe('affinities', () => {
  test('are the pairs that some store carries, at their planted rates', () => {
    const grocery = truthOf(smallCompany({ store_types: { company: 'grocery' }, volume: VOLUME })).affinities
    expect(grocery).toContainEqual({ subcategory: 'Pasta', partner: 'Pasta Sauce', rate: 0.45 })
    expect(grocery.map(({ subcategory }) => subcategory)).not.toContain('Laptops')
    const strong = truthOf(smallCompany({ volume: VOLUME, baskets: { affinity_strength: 2 } })).affinities
    expect(strong).toContainEqual({ subcategory: 'Pasta', partner: 'Pasta Sauce', rate: 0.9 })
    expect(truthOf(smallCompany({ volume: VOLUME, baskets: { affinity_strength: 0 } })).affinities).toEqual([])
  })

  test('of a subcategory never exceed certainty', () => {
    const { affinities } = truthOf(smallCompany({ volume: VOLUME, baskets: { affinity_strength: 3 } }))
    const sums = new Map<string, number>()
    for (const { subcategory, rate } of affinities) sums.set(subcategory, (sums.get(subcategory) ?? 0) + rate)
    expect(Math.max(...sums.values())).toBe(1)
  })

  test('are found again on simulated receipts', () => {
    const company = smallCompany({
      volume: {
        ...VOLUME,
        customers_per_day: 1200,
        store_initial_inventory_min: 500,
        store_initial_inventory_max: 900,
      },
    })
    const subcategoryOf = (productId: number) => company.master.products[productId - 1].subcategory
    const receipts = Map.groupBy(only(happens(company, 7), 'receipt_line_added'), ({ data }) => data.receipt_id)
    const baskets = [...receipts.values()].map((lines) => lines.map(({ data }) => subcategoryOf(data.product_id)))
    const { affinities } = truthOf(company)
    const found = affinities.map((pair) => followers(baskets, pair, affinities))
    const frequent = found.filter(({ chosen }) => chosen >= 150)
    expect(frequent.length).toBeGreaterThan(10)
    for (const { rate, chosen, followed } of frequent) {
      // A partner also comes by chance, and lines that meet an empty shelf are lost.
      const error = 4 * Math.sqrt((rate * (1 - rate)) / chosen)
      expect(Math.abs(followed / chosen - rate)).toBeLessThan(error + 0.05)
    }
  })
})

/** How often a line of the subcategory, unless it was pulled itself, is followed by another line, and by one of the partner. */
function followers(baskets: readonly string[][], pair: AffinityTruth, all: readonly AffinityTruth[]) {
  const pullers = new Set(
    all.filter(({ partner }) => partner === pair.subcategory).map(({ subcategory }) => subcategory),
  )
  let chosen = 0
  let followed = 0
  for (const basket of baskets) {
    for (let line = 0; line < basket.length - 1; line++) {
      if (basket[line] !== pair.subcategory || pullers.has(basket[line - 1])) continue
      chosen++
      if (basket[line + 1] === pair.partner) followed++
    }
  }
  return { rate: pair.rate, chosen, followed }
}
