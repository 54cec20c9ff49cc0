import { type DrawKey, type Draws, deriveKey, drawsFor, wordOf } from '../../simulation/random.ts'
import type { Product } from './types.ts'

const BRAND = wordOf('brand factor')
const PRICE = wordOf('price')

/** What a product costs: 0 < cost < sale price <= MSRP. */
export type Prices = Pick<Product, 'costCents' | 'msrpCents' | 'salePriceCents'>

/** What a brand's goods cost compared with others, 0.85..1.15. */
export function brandFactor(brand: string, root: DrawKey): number {
  return 0.85 + 0.3 * drawsFor(deriveKey(root, BRAND), wordOf(brand)).unit()
}

/**
 * Prices in whole cents. MSRP: base price x brand factor, within 15 %; sale price: MSRP in so many products, else 5-35 %
 * less; cost: 50-85 % of the sale price. Both percentages hold to the cent, except that a sale price is at least 2.
 */
export function makePrices(basePriceCents: number, factor: number, fullPriceRate: number, key: DrawKey): Prices {
  const draws = drawsFor(key, PRICE)
  const msrpCents = Math.max(2, Math.round(basePriceCents * factor * (0.85 + 0.3 * draws.unit())))
  const discounted = !draws.chance(fullPriceRate)
  const salePriceCents = discounted ? Math.max(2, part(msrpCents, 65, 95, draws)) : msrpCents
  return { costCents: part(salePriceCents, 50, 85, draws), msrpCents, salePriceCents }
}

/** Whole cents between two percentages of an amount; when no whole cent lies between them, the next one above. */
function part(cents: number, lowPercent: number, highPercent: number, draws: Draws): number {
  const low = Math.ceil((cents * lowPercent) / 100)
  const high = Math.floor((cents * highPercent) / 100)
  return draws.between(low, Math.max(low, high))
}
