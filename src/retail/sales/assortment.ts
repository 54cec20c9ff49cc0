import type { Config } from '../../config/schema.ts'
import { DEPARTMENTS, type Dictionaries } from '../../dictionaries/types.ts'
import { AliasTable } from '../../simulation/distributions/alias-table.ts'
import { zipfWeights } from '../../simulation/distributions/zipf-weights.ts'
import type { DrawKey, Draws } from '../../simulation/random.ts'
import { type DayNumber, utcDayAt } from '../../time/business-date.ts'
import { TRIPS } from '../fields.ts'
import { popularityRanks } from '../master-data/popularity.ts'
import { type Product, SEGMENTS } from '../master-data/types.ts'
import { DEPARTMENT_MIX } from './trip-mix.ts'

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
}

/** Products with weights per segment: those of a category, or of a subcategory. */
interface Shelf {
  readonly products: readonly number[]
  readonly bySegment: readonly AliasTable[]
}

interface Companion {
  readonly rate: number
  readonly shelf: Shelf
}

/** Choice tables: departments by trip and month, categories by size, products by popularity and price preference. */
export function makeAssortment(
  config: Config,
  dictionaries: Dictionaries,
  products: readonly Product[],
  root: DrawKey,
): Assortment {
  const departmentOf = Uint8Array.from(products, (product) => DEPARTMENTS.indexOf(product.department))
  const weights = productWeights(config, products, root)
  const categories = groupBy(products, (product) => `${product.department}|${product.category}`)
  const subcategories = groupBy(products, (product) => product.subcategory)
  const shelves = new Map([...categories].map(([name, members]) => [name, makeShelf(members, weights)]))
  const shares = departmentShares(dictionaries, departmentOf)
  const mixes = shares.map((months) => months.map((month) => new AliasTable(month)))
  const departments = DEPARTMENTS.map((name) => categoryTable(name, shelves))
  const companions = companionsOf(config, dictionaries, subcategories, weights)
  const alternatives = products.map((product) => subcategories.get(product.subcategory) ?? [])

  const launchDays = Int32Array.from(products, ({ launchDate }) => utcDayAt(launchDate))
  const isLaunched = (index: number, day: DayNumber) => launchDays[index] <= day

  function fromShelf(draws: Draws, shelf: Shelf, shopper: Shopper): number {
    for (let tries = 0; tries < MAX_TRIES; tries++) {
      const index = shelf.products[shelf.bySegment[shopper.segment].pick(draws)]
      if (isLaunched(index, shopper.day)) return index
    }
    return shelf.products.find((index) => isLaunched(index, shopper.day)) ?? -1
  }

  return {
    departmentOf,
    carried: [...new Set(departmentOf)].toSorted((left, right) => left - right),
    departmentShares: (trip, month) => shares[trip][month - 1],
    choose(draws, shopper) {
      for (let tries = 0; tries < MAX_TRIES; tries++) {
        const department = departments[mixes[shopper.trip][shopper.month - 1].pick(draws)]
        const index = fromShelf(draws, department.shelves[department.table.pick(draws)], shopper)
        if (index >= 0) return index
      }
      return products.findIndex((_, index) => isLaunched(index, shopper.day))
    },
    chooseCompanion(draws, productIndex, shopper) {
      const options = companions.get(products[productIndex].subcategory)
      if (options === undefined) return -1
      let left = draws.unit()
      const companion = options.find(({ rate }) => (left -= rate) < 0)
      return companion === undefined ? -1 : fromShelf(draws, companion.shelf, shopper)
    },
    alternativesTo: (productIndex) => alternatives[productIndex],
    isLaunched,
  }
}

/** Per segment and product: Zipf by popularity rank within the category, times what the segment thinks of the price. */
function productWeights(config: Config, products: readonly Product[], root: DrawKey): Float64Array[] {
  const ranks = popularityRanks(products, root)
  const zipf = zipfWeights(products.length, config.baskets.zipf_exponent)
  const cheapness = priceQuantiles(products)
  return SEGMENTS.map((_, segment) =>
    Float64Array.from(products, (_product, index) => {
      const liking = PRICE_LIKING[segment](cheapness[index])
      const preference = Math.max(0.05, 1 + config.baskets.price_preference * (liking - 1))
      return zipf[ranks[index] - 1] * preference
    }),
  )
}

/** Factor on a product's weight by its price quantile in its subcategory (0 cheapest, 1 dearest), by place in `SEGMENTS`. */
const PRICE_LIKING: readonly ((quantile: number) => number)[] = [
  (quantile) => 1.6 - 1.2 * quantile,
  () => 1,
  (quantile) => 0.4 + 1.2 * quantile,
  (quantile) => 0.7 + 0.6 * quantile,
]

function priceQuantiles(products: readonly Product[]): Float64Array {
  const quantiles = new Float64Array(products.length)
  for (const members of groupBy(products, (product) => product.subcategory).values()) {
    const byPrice = members.toSorted((a, b) => products[a].salePriceCents - products[b].salePriceCents || a - b)
    for (const [place, index] of byPrice.entries())
      quantiles[index] = members.length > 1 ? place / (members.length - 1) : 0.5
  }
  return quantiles
}

/** [trip][month - 1][department]: the trip's mix times the department's season, without departments that sell nothing. */
function departmentShares(dictionaries: Dictionaries, departmentOf: Uint8Array): number[][][] {
  const seasons = new Map(dictionaries.departmentSeasons.map((entry) => [entry.department, entry.factors]))
  const carried = new Set(departmentOf)
  return TRIPS.map((trip) =>
    Array.from({ length: 12 }, (_, month) => {
      const raw = DEPARTMENTS.map((name, place) =>
        carried.has(place) ? DEPARTMENT_MIX[trip][place] * (seasons.get(name)?.[month] ?? 1) : 0,
      )
      const sum = raw.reduce((total, share) => total + share, 0)
      return raw.map((share) => share / sum)
    }),
  )
}

function categoryTable(
  department: string,
  shelves: ReadonlyMap<string, Shelf>,
): { table: AliasTable; shelves: Shelf[] } {
  const own = [...shelves].filter(([name]) => name.startsWith(`${department}|`)).map(([, shelf]) => shelf)
  return { table: new AliasTable(own.length > 0 ? own.map((shelf) => shelf.products.length) : [1]), shelves: own }
}

function companionsOf(
  config: Config,
  { affinities }: Dictionaries,
  subcategories: ReadonlyMap<string, readonly number[]>,
  weights: readonly Float64Array[],
): ReadonlyMap<string, Companion[]> {
  const companions = new Map<string, Companion[]>()
  for (const { subcategory, partner, rateBps } of affinities) {
    const members = subcategories.get(partner)
    if (members === undefined) continue
    const rate = (rateBps / 10_000) * config.baskets.affinity_strength
    companions.set(subcategory, [...(companions.get(subcategory) ?? []), { rate, shelf: makeShelf(members, weights) }])
  }
  return companions
}

function makeShelf(products: readonly number[], weights: readonly Float64Array[]): Shelf {
  return { products, bySegment: weights.map((segment) => new AliasTable(products.map((index) => segment[index]))) }
}

function groupBy(products: readonly Product[], key: (product: Product) => string): Map<string, number[]> {
  const groups = new Map<string, number[]>()
  for (const [index, product] of products.entries()) {
    const group = groups.get(key(product))
    if (group === undefined) groups.set(key(product), [index])
    else group.push(index)
  }
  return groups
}
