import type { DayNumber } from '../../time/business-date.ts'
import type { MasterData, Product } from '../master-data/types.ts'
import type { World } from '../world.ts'

/**
 * Shelf prices in cents by product index: the newest, from which business day on it holds, and the one before. The newest is told
 * when its day begins in the first time zone of the company; stores further west charge the one before until theirs begins.
 */
export interface ShelfPrices {
  readonly current: Int32Array
  readonly before: Int32Array
  readonly since: Int32Array
  /** Until when a command has set the price, for good when infinite: until then the weekly lists leave it alone. */
  readonly commandedUntil: Float64Array
}

/** Every product at the price of the catalogue. */
export function openPrices({ products }: MasterData): ShelfPrices {
  const current = Int32Array.from(products, ({ salePriceCents }) => salePriceCents)
  const since = new Int32Array(products.length)
  return { current, before: current.slice(), since, commandedUntil: new Float64Array(products.length) }
}

/** What a store charges for a product (by index) on its business day, in cents. */
export function priceOf({ prices }: World, index: number, day: DayNumber): number {
  return prices.since[index] <= day ? prices.current[index] : prices.before[index]
}

/** The nearest price to the wanted one that leaves something above cost and is no more than the MSRP. */
export function allowedPrice(
  { costCents, msrpCents }: Pick<Product, 'costCents' | 'msrpCents'>,
  wanted: number,
): number {
  return Math.min(msrpCents, Math.max(costCents + 1, wanted))
}
