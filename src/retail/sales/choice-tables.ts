import type { Config } from '../../config/schema.ts'
import { DEPARTMENTS, type Dictionaries } from '../../dictionaries/types.ts'
import { AliasTable } from '../../simulation/distributions/alias-table.ts'
import { zipfWeights } from '../../simulation/distributions/zipf-weights.ts'
import type { DrawKey } from '../../simulation/random.ts'
import { TRIPS } from '../fields.ts'
import { popularityRanks } from '../master-data/popularity.ts'
import { type Product, SEGMENTS } from '../master-data/types.ts'
import { type PriceTilt, priceTilt } from './price-tilt.ts'
import { DEPARTMENT_MIX } from './trip-mix.ts'

/** Products by index with weights per segment (place in `SEGMENTS`): those of a category, or of a subcategory. */
export interface Shelf {
  readonly products: readonly number[]
  readonly bySegment: readonly AliasTable[]
  /** How visitors whom an ad has brought prefer dearer products, per segment. */
  readonly tilts: readonly PriceTilt[]
}

/** The categories of a department, weighted by size. */
interface DepartmentTable {
  readonly categories: AliasTable
  readonly shelves: readonly Shelf[]
}

/** What goes with a subcategory, and in which share of its lines. */
interface Companion {
  readonly rate: number
  readonly shelf: Shelf
}

/** Departments by trip and month, categories by size, products by popularity and price preference. */
export interface ChoiceTables {
  /** Place in `DEPARTMENTS`, by product index. */
  readonly departmentOf: Uint8Array
  /** [trip][month - 1][department]; sum 1. */
  readonly departmentShares: readonly (readonly (readonly number[])[])[]
  readonly mixes: readonly (readonly AliasTable[])[]
  readonly departments: readonly DepartmentTable[]
  /** By subcategory. */
  readonly companions: ReadonlyMap<string, readonly Companion[]>
  readonly subcategories: ReadonlyMap<string, readonly number[]>
}

/** The tables of a catalogue. */
export function makeChoiceTables(
  config: Config,
  dictionaries: Dictionaries,
  products: readonly Product[],
  root: DrawKey,
): ChoiceTables {
  const stock = { weights: productWeights(config, products, root), products, dearness: dearnessOf(config) }
  const departmentOf = Uint8Array.from(products, (product) => DEPARTMENTS.indexOf(product.department))
  const categories = groupBy(products, (product) => `${product.department}|${product.category}`)
  const subcategories = groupBy(products, (product) => product.subcategory)
  const shelves = new Map([...categories].map(([name, members]) => [name, makeShelf(members, stock)]))
  const shares = departmentShares(dictionaries, departmentOf)
  return {
    departmentOf,
    departmentShares: shares,
    mixes: shares.map((months) => months.map((month) => new AliasTable(month))),
    departments: DEPARTMENTS.map((name) => departmentTable(name, shelves)),
    companions: companionsOf(config, dictionaries, subcategories, stock),
    subcategories,
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

function departmentTable(department: string, shelves: ReadonlyMap<string, Shelf>): DepartmentTable {
  const own = [...shelves].filter(([name]) => name.startsWith(`${department}|`)).map(([, shelf]) => shelf)
  const sizes = own.map((shelf) => shelf.products.length)
  return { categories: new AliasTable(own.length > 0 ? sizes : [1]), shelves: own }
}

function companionsOf(
  config: Config,
  { affinities }: Dictionaries,
  subcategories: ReadonlyMap<string, readonly number[]>,
  stock: Weighed,
): ReadonlyMap<string, Companion[]> {
  const companions = new Map<string, Companion[]>()
  for (const { subcategory, partner, rateBps } of affinities) {
    const members = subcategories.get(partner)
    if (members === undefined) continue
    const rate = (rateBps / 10_000) * config.baskets.affinity_strength
    companions.set(subcategory, [...(companions.get(subcategory) ?? []), { rate, shelf: makeShelf(members, stock) }])
  }
  return companions
}

/** What shelves are made from. */
interface Weighed {
  readonly products: readonly Product[]
  /** By place in `SEGMENTS`, by product index. */
  readonly weights: readonly Float64Array[]
  readonly dearness: number
}

/** How much dearer each item is on visits that an ad caused. */
function dearnessOf({ marketing }: Config): number {
  return marketing.visit_spend / marketing.visit_items
}

function makeShelf(members: readonly number[], { products, weights, dearness }: Weighed): Shelf {
  const prices = members.map((index) => products[index].salePriceCents)
  const bySegment = weights.map((segment) => members.map((index) => segment[index]))
  return {
    products: members,
    bySegment: bySegment.map((own) => new AliasTable(own)),
    tilts: bySegment.map((own) => priceTilt(prices, own, dearness)),
  }
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
