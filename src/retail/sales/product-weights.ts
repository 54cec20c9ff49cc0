import { zipfWeights } from '../../simulation/distributions/zipf-weights.ts'
import { popularityRanks } from '../master-data/popularity.ts'
import { SEGMENTS } from '../master-data/types.ts'
import { groupIndices, type SalesParts } from './sales-parts.ts'

/** Factor on a product's weight by its price quantile in its subcategory (0 cheapest, 1 dearest), by place in `SEGMENTS`. */
const PRICE_LIKING: readonly ((quantile: number) => number)[] = [
  (quantile) => 1.6 - 1.2 * quantile,
  () => 1,
  (quantile) => 0.4 + 1.2 * quantile,
  (quantile) => 0.7 + 0.6 * quantile,
]

/**
 * Per segment, by product index: Zipf by popularity rank among what is carried of the category, times what the segment
 * thinks of the price.
 */
export function productWeights(parts: SalesParts): readonly Float64Array[] {
  const { config, products, carried } = parts
  const popularity = popularityWeights(parts)
  const dearness = priceQuantiles(parts, 'subcategory')
  return SEGMENTS.map((_, segment) => {
    const weights = new Float64Array(products.length)
    for (const index of carried) {
      const liking = PRICE_LIKING[segment](dearness[index])
      weights[index] = popularity[index] * Math.max(0.05, 1 + config.baskets.price_preference * (liking - 1))
    }
    return weights
  })
}

/** Where a product's price stands among those of its category or subcategory: 0 cheapest, 1 dearest, 0.5 when alone. */
export function priceQuantiles({ products, carried }: SalesParts, group: 'category' | 'subcategory'): Float64Array {
  const quantiles = new Float64Array(products.length)
  for (const members of groupIndices(carried, (index) => products[index][group]).values()) {
    const byPrice = members.toSorted((a, b) => products[a].salePriceCents - products[b].salePriceCents || a - b)
    for (const [place, index] of byPrice.entries())
      quantiles[index] = members.length > 1 ? place / (members.length - 1) : 0.5
  }
  return quantiles
}

function popularityWeights({ config, products, carried, root }: SalesParts): Float64Array {
  const ranks = popularityRanks(products, root)
  const zipf = zipfWeights(Math.max(1, carried.length), config.baskets.zipf_exponent)
  const weights = new Float64Array(products.length)
  for (const members of groupIndices(carried, (index) => products[index].category).values()) {
    for (const [place, index] of members.toSorted((a, b) => ranks[a] - ranks[b]).entries()) weights[index] = zipf[place]
  }
  return weights
}
