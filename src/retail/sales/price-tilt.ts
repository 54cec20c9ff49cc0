import { carriedCategories } from './carried-categories.ts'
import type { LineMix } from './line-mix.ts'
import { priceQuantiles } from './product-weights.ts'
import type { SalesParts } from './sales-parts.ts'
import type { Tickets } from './tickets.ts'

/** The steepest tilt: the cheapest (or dearest) product of a category keeps a twentieth of its weight. */
const STEEPEST = 0.95
const HALVINGS = 40

/** What buys which departments how often, in units, and how prices lie in them. */
export interface TiltedMarket {
  readonly lines: LineMix
  readonly tickets: Tickets
  readonly weights: readonly Float64Array[]
}

/**
 * Tilts what is bought towards cheap or dear products, so that the mean price of a unit comes as near as it can to what the
 * type's target ticket and units ask for: weights times 1 + t (2 q - 1), with q the price quantile within the category and
 * t between -0.95 and 0.95.
 */
export function tiltedWeights(parts: SalesParts, market: TiltedMarket): readonly Float64Array[] {
  const quantiles = priceQuantiles(parts, 'category')
  const { targetTicketUsd, itemsPerTicket } = parts.type
  const tilt = solve(unitPriceByTilt(parts, market, quantiles), (targetTicketUsd * 100) / itemsPerTicket)
  return market.weights.map((weights) =>
    weights.map((weight, index) => weight * (1 + tilt * (2 * quantiles[index] - 1))),
  )
}

/** Mean price of a unit in cents, as a function of the tilt; it rises with it. */
function unitPriceByTilt(parts: SalesParts, market: TiltedMarket, quantiles: Float64Array): (tilt: number) => number {
  const categories = carriedCategories(parts)
  const sums = market.weights.flatMap((weights, segment) =>
    categories.map(({ department, share, products }) => ({
      units: market.lines[segment][department] * market.tickets.meanQuantity(department) * share,
      goods: weighGoods(parts, products, { weights, quantiles }),
    })),
  )
  const allUnits = sums.reduce((total, { units }) => total + units, 0)
  return (tilt) =>
    sums.reduce((total, { units, goods }) => {
      const price = (goods.price + tilt * goods.priceSlope) / (goods.weight + tilt * goods.weightSlope)
      return total + (units / allUnits) * price
    }, 0)
}

/** Sums over the products of a category: of weights and of weighted prices, each plain and times 2 q - 1. */
function weighGoods({ products }: SalesParts, members: readonly number[], { weights, quantiles }: Weighing) {
  const sums = { weight: 0, weightSlope: 0, price: 0, priceSlope: 0 }
  for (const index of members) {
    const weight = weights[index]
    const slope = weight * (2 * quantiles[index] - 1)
    sums.weight += weight
    sums.weightSlope += slope
    sums.price += weight * products[index].salePriceCents
    sums.priceSlope += slope * products[index].salePriceCents
  }
  return sums
}

/** By product index. */
interface Weighing {
  readonly weights: Float64Array
  readonly quantiles: Float64Array
}

/** The tilt at which the rising function reaches `target`; the steepest one when it cannot. */
function solve(priceAt: (tilt: number) => number, target: number): number {
  let low = -STEEPEST
  let high = STEEPEST
  for (let halvings = 0; halvings < HALVINGS; halvings++) {
    const middle = (low + high) / 2
    if (priceAt(middle) < target) low = middle
    else high = middle
  }
  return (low + high) / 2
}
