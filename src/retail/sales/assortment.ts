import type { Config } from '../../config/schema.ts'
import type { Dictionaries } from '../../dictionaries/types.ts'
import type { DrawKey, Draws } from '../../simulation/random.ts'
import { type DayNumber, utcDayAt } from '../../time/business-date.ts'
import type { Product } from '../master-data/types.ts'
import { type ChoiceTables, makeChoiceTables, type Shelf } from './choice-tables.ts'
import type { PriceTilt } from './price-tilt.ts'

/** Tries to draw a launched product before the search widens. */
const MAX_TRIES = 16

/** Which products people choose. Products are named by their index (`product_id - 1`). */
export interface Assortment {
  /** Place in `DEPARTMENTS`, by product index. */
  readonly departmentOf: Uint8Array
  /** Departments that have products, as places in `DEPARTMENTS`. */
  readonly carried: readonly number[]
  /** Share of lines per department for a trip (place in `TRIPS`) in a month 1..12. */
  departmentShares(trip: number, month: number): readonly number[]
  /** Chooses a product that is on sale; -1 when nothing is. */
  choose(draws: Draws, shopper: Shopper): number
  /** Chooses what goes with a product just taken; -1 when nothing is drawn. */
  chooseCompanion(draws: Draws, productIndex: number, shopper: Shopper): number
  /** The other products of the same subcategory, in catalogue order. */
  alternativesTo(productIndex: number): readonly number[]
  /** Whether the product is sold on that business day: from its launch date on. */
  isLaunched(productIndex: number, day: DayNumber): boolean
}

/** What decides a choice. */
export interface Shopper {
  /** Place in `SEGMENTS`. */
  readonly segment: number
  /** Place in `TRIPS`. */
  readonly trip: number
  /** The business day, and its month 1..12. */
  readonly day: DayNumber
  readonly month: number
  /** Whether an ad has brought the shopper. */
  readonly isAdvertised?: boolean
}

/** Choices over the tables of the catalogue: a product that is not launched yet is drawn again. */
export function makeAssortment(
  config: Config,
  dictionaries: Dictionaries,
  products: readonly Product[],
  root: DrawKey,
): Assortment {
  const tables = makeChoiceTables(config, dictionaries, products, root)
  const prices = Int32Array.from(products, ({ salePriceCents }) => salePriceCents)
  const launchDays = Int32Array.from(products, ({ launchDate }) => utcDayAt(launchDate))
  const isLaunched = (index: number, day: DayNumber) => launchDays[index] <= day
  const offer = { isLaunched, prices }
  return {
    departmentOf: tables.departmentOf,
    carried: [...new Set(tables.departmentOf)].toSorted((left, right) => left - right),
    departmentShares: (trip, month) => tables.departmentShares[trip][month - 1],
    choose: (draws, shopper) => choose(tables, draws, shopper, offer),
    chooseCompanion(draws, productIndex, shopper) {
      const options = tables.companions.get(products[productIndex].subcategory)
      if (options === undefined) return -1
      let left = draws.unit()
      const companion = options.find(({ rate }) => (left -= rate) < 0)
      return companion === undefined ? -1 : fromShelf(draws, companion.shelf, shopper, offer)
    },
    alternativesTo: (productIndex) => tables.subcategories.get(products[productIndex].subcategory) ?? [],
    isLaunched,
  }
}

/** What can be had, and for how much. */
interface Offer {
  readonly isLaunched: (productIndex: number, day: DayNumber) => boolean
  /** Cents, by product index. */
  readonly prices: Int32Array
}

function choose(tables: ChoiceTables, draws: Draws, shopper: Shopper, offer: Offer): number {
  const mix = tables.mixes[shopper.trip][shopper.month - 1]
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const { categories, shelves } = tables.departments[mix.pick(draws)]
    const index = fromShelf(draws, shelves[categories.pick(draws)], shopper, offer)
    if (index >= 0) return index
  }
  return tables.departmentOf.findIndex((_, index) => offer.isLaunched(index, shopper.day))
}

function fromShelf(draws: Draws, shelf: Shelf, shopper: Shopper, { isLaunched, prices }: Offer): number {
  const { segment, day, isAdvertised } = shopper
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const index = shelf.products[shelf.bySegment[segment].pick(draws)]
    if (!isLaunched(index, day)) continue
    if (isAdvertised !== true || isKept(shelf.tilts[segment], prices[index], draws)) return index
  }
  return shelf.products.find((index) => isLaunched(index, day)) ?? -1
}

function isKept({ base, slope }: PriceTilt, price: number, draws: Draws): boolean {
  return draws.chance(base + slope * price)
}
