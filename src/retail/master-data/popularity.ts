import { type DrawKey, deriveKey, wordAt, wordOf } from '../../simulation/random.ts'
import { groupBy } from './group-by.ts'
import type { Product } from './types.ts'

const POPULARITY = wordOf('popularity')

/** What decides a product's popularity. */
export type RankedProduct = Pick<Product, 'productId' | 'productName' | 'brand' | 'category'>

/** The rank of each product within its category, by `productId - 1`: 1 sells best. Names and seed alone decide the order. */
export function popularityRanks(products: readonly RankedProduct[], root: DrawKey): Int32Array {
  const key = deriveKey(root, POPULARITY)
  const words = products.map(({ productName, brand }) => wordAt(deriveKey(key, wordOf(productName)), wordOf(brand)))
  const wordOfProduct = (product: RankedProduct) => words[product.productId - 1]
  const ranks = new Int32Array(products.length)
  for (const group of groupBy(products, (product) => product.category).values()) {
    const ordered = group.toSorted((a, b) => wordOfProduct(a) - wordOfProduct(b) || a.productId - b.productId)
    for (const [index, product] of ordered.entries()) ranks[product.productId - 1] = index + 1
  }
  return ranks
}

/** How popular each product is within its category, 0..1, by `productId - 1`: 1 for the first, 0 for the last, 0.5 when alone. */
export function popularityScores(products: readonly RankedProduct[], root: DrawKey): Float64Array {
  const ranks = popularityRanks(products, root)
  const sizes = new Map<string, number>()
  for (const { category } of products) sizes.set(category, (sizes.get(category) ?? 0) + 1)
  return Float64Array.from(products, ({ productId, category }) => {
    const size = sizes.get(category) as number
    return size === 1 ? 0.5 : (size - ranks[productId - 1]) / (size - 1)
  })
}
