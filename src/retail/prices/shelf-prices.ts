import type { DayNumber } from '../../time/business-date.ts'
import type { MasterData } from '../master-data/types.ts'
import type { World } from '../world.ts'

/**
 * Shelf prices in cents by product index: the newest, from which business day on it holds, and the one before. The newest is told
 * when its day begins in the first time zone of the company; stores further west charge the one before until theirs begins.
 */
export interface ShelfPrices {
  readonly current: Int32Array
  readonly before: Int32Array
  readonly since: Int32Array
  /** 1 for a price that a command has set: the weekly lists leave it alone. */
  readonly isCommanded: Uint8Array
}

/** Every product at the price of the catalogue. */
export function openPrices({ products }: MasterData): ShelfPrices {
  const current = Int32Array.from(products, ({ salePriceCents }) => salePriceCents)
  const since = new Int32Array(products.length)
  return { current, before: current.slice(), since, isCommanded: new Uint8Array(products.length) }
}

/** What a store charges for a product (by index) on its business day, in cents. */
export function priceOf({ prices }: World, index: number, day: DayNumber): number {
  return prices.since[index] <= day ? prices.current[index] : prices.before[index]
}
