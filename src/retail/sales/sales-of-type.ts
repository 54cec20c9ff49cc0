import { type Assortment, makeAssortment } from './assortment.ts'
import { makeChoiceTables } from './choice-tables.ts'
import { departmentShares } from './department-shares.ts'
import { lineMix } from './line-mix.ts'
import { tiltedWeights } from './price-tilt.ts'
import { productWeights } from './product-weights.ts'
import type { SalesParts } from './sales-parts.ts'
import { makeTickets, type Tickets } from './tickets.ts'

/** How stores of a type sell: what people choose there, and how large baskets are. */
export interface SalesOfType {
  readonly assortment: Assortment
  readonly tickets: Tickets
}

/** Prepares the tables of a store type. */
export function makeSalesOfType(parts: SalesParts): SalesOfType {
  const { config, type } = parts
  const shares = departmentShares(parts)
  const tickets = makeTickets(config, type, shares)
  const lines = lineMix(config, type, shares, tickets)
  const weights = tiltedWeights(parts, { lines, tickets, weights: productWeights(parts) })
  return { tickets, assortment: makeAssortment(parts, makeChoiceTables(parts, { shares, lines, weights })) }
}
