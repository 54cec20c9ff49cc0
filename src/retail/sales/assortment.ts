import { DEPARTMENTS } from '../../dictionaries/types.ts'
import type { Draws } from '../../simulation/random.ts'
import { type DayNumber, utcDayAt } from '../../time/business-date.ts'
import type { AffinityTruth } from '../truth/types.ts'
import type { ChoiceTables, Shelf } from './choice-tables.ts'
import type { DearerChoice } from './dearer-choice.ts'
import { favoritesOf } from './favorites.ts'
import type { SalesParts } from './sales-parts.ts'

/** Tries to draw a launched product before the search widens. */
const MAX_TRIES = 16

/** What a store carries, and which of it people choose. Products are named by their index (`product_id - 1`). */
export interface Assortment {
  /** What is carried, ascending. */
  readonly products: readonly number[]
  /** Place in `DEPARTMENTS`, by product index, for the whole catalogue. */
  readonly departmentOf: Uint8Array
  /** Departments that are carried, as places in `DEPARTMENTS`. */
  readonly carried: readonly number[]
  /** Categories that are carried. */
  readonly categories: readonly string[]
  /** Which goods pull which others into the basket. */
  readonly affinities: readonly AffinityTruth[]
  /** Share of lines per department for a trip (place in `TRIPS`) in a month 1..12; sum 1. */
  readonly departmentShares: (trip: number, month: number) => readonly number[]
  /** The three favorite categories of a known customer, as places in `categories`; fewer when fewer are carried. */
  readonly favoritesOf: (customerId: number) => readonly number[]
  /** Chooses a product that is on sale; -1 when nothing is. */
  choose(draws: Draws, shopper: Shopper): number
  /** Chooses a product of the category (place in `categories`); -1 when none is on sale. */
  chooseFrom(category: number, draws: Draws, shopper: Shopper): number
  /** Chooses what goes with a product just taken; -1 when nothing is drawn. */
  chooseCompanion(draws: Draws, productIndex: number, shopper: Shopper): number
  /** The carried products of the same subcategory, in catalogue order. */
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

/** Choices over the tables of a store type: a product that is not launched yet is drawn again. */
export function makeAssortment({ products, carried, root }: SalesParts, tables: ChoiceTables): Assortment {
  const departmentOf = Uint8Array.from(products, (product) => DEPARTMENTS.indexOf(product.department))
  const launchDays = Int32Array.from(products, ({ launchDate }) => utcDayAt(launchDate))
  const isLaunched = (index: number, day: DayNumber) => launchDays[index] <= day
  const offer = { isLaunched, prices: Int32Array.from(products, ({ salePriceCents }) => salePriceCents) }
  const categoryWeights = tables.categories.map(({ lines }) => lines)
  return {
    products: carried,
    departmentOf,
    carried: [...new Set(carried.map((index) => departmentOf[index]))].toSorted((left, right) => left - right),
    categories: tables.categories.map(({ name }) => name),
    affinities: [...tables.companions].flatMap(([subcategory, companions]) =>
      companions.map(({ partner, rate }) => ({ subcategory, partner, rate })),
    ),
    departmentShares: (trip, month) => tables.shares[trip][month - 1],
    favoritesOf: (customerId) => favoritesOf(root, customerId, categoryWeights),
    choose: (draws, shopper) => choose(tables, draws, shopper, offer) ?? anything(carried, shopper, isLaunched),
    chooseFrom: (category, draws, shopper) => fromShelf(draws, tables.categories[category].shelf, shopper, offer),
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

type IsLaunched = (productIndex: number, day: DayNumber) => boolean

/** What can be had, and for how much. */
interface Offer {
  readonly isLaunched: IsLaunched
  /** Cents, by product index. */
  readonly prices: Int32Array
}

function choose(tables: ChoiceTables, draws: Draws, shopper: Shopper, offer: Offer): number | undefined {
  const mix = tables.mixes[shopper.trip][shopper.month - 1]
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const { categories, shelves } = tables.departments[mix.pick(draws)]
    const index = fromShelf(draws, shelves[categories.pick(draws)], shopper, offer)
    if (index >= 0) return index
  }
  return undefined
}

function anything(carried: readonly number[], { day }: Shopper, isLaunched: IsLaunched): number {
  return carried.find((index) => isLaunched(index, day)) ?? -1
}

function fromShelf(draws: Draws, shelf: Shelf, shopper: Shopper, { isLaunched, prices }: Offer): number {
  const { segment, day, isAdvertised } = shopper
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const index = shelf.products[shelf.bySegment[segment].pick(draws)]
    if (!isLaunched(index, day)) continue
    if (isAdvertised !== true || isKept(shelf.dearer[segment], prices[index], draws)) return index
  }
  return shelf.products.find((index) => isLaunched(index, day)) ?? -1
}

function isKept({ base, slope }: DearerChoice, price: number, draws: Draws): boolean {
  return draws.chance(base + slope * price)
}
