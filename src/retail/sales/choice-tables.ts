import { DEPARTMENTS } from '../../dictionaries/types.ts'
import { AliasTable } from '../../simulation/distributions/alias-table.ts'
import { carriedCategories } from './carried-categories.ts'
import { type DearerChoice, dearerChoice } from './dearer-choice.ts'
import type { LineMix } from './line-mix.ts'
import { type DepartmentShares, groupIndices, type SalesParts } from './sales-parts.ts'

/** Products by index with weights per segment (place in `SEGMENTS`): those of a category, or of a subcategory. */
export interface Shelf {
  readonly products: readonly number[]
  readonly bySegment: readonly AliasTable[]
  /** How visitors whom an ad has brought prefer dearer products, per segment. */
  readonly dearer: readonly DearerChoice[]
}

/** A category, its shelf, and how many lines of a mean receipt come from it. */
interface Category {
  readonly name: string
  readonly department: number
  readonly shelf: Shelf
  readonly lines: number
}

/** The categories of a department, weighted by size. */
interface DepartmentTable {
  readonly categories: AliasTable
  readonly shelves: readonly Shelf[]
}

/** What goes with a subcategory, and in which share of its lines; those of a subcategory sum to 1 at most. */
interface Companion {
  readonly partner: string
  readonly rate: number
  readonly shelf: Shelf
}

/** Departments by trip and month, categories by size, products by popularity and price preference. */
export interface ChoiceTables {
  /** [trip][month - 1]. */
  readonly mixes: readonly (readonly AliasTable[])[]
  /** The same as shares of lines. */
  readonly shares: DepartmentShares
  readonly departments: readonly DepartmentTable[]
  readonly categories: readonly Category[]
  /** By subcategory. */
  readonly companions: ReadonlyMap<string, readonly Companion[]>
  readonly subcategories: ReadonlyMap<string, readonly number[]>
}

/** What people look for: departments, lines of a mean receipt, and weights of products per segment. */
export interface Wishes {
  readonly shares: DepartmentShares
  readonly lines: LineMix
  readonly weights: readonly Float64Array[]
}

/** The tables of what a store carries. */
export function makeChoiceTables(parts: SalesParts, wishes: Wishes): ChoiceTables {
  const { products, carried } = parts
  const subcategories = groupIndices(carried, (index) => products[index].subcategory)
  const categories = carriedCategories(parts).map(({ name, department, products: members, share }) => ({
    name,
    department,
    shelf: makeShelf(parts, members, wishes.weights),
    lines: share * wishes.lines.reduce((total, segment) => total + segment[department], 0),
  }))
  return {
    shares: wishes.shares,
    mixes: wishes.shares.map((months) => months.map((month) => new AliasTable(month))),
    departments: DEPARTMENTS.map((_, department) => departmentTable(categories, department)),
    categories,
    companions: companionsOf(parts, subcategories, wishes.weights),
    subcategories,
  }
}

function departmentTable(categories: readonly Category[], department: number): DepartmentTable {
  const own = categories.filter((category) => category.department === department).map(({ shelf }) => shelf)
  const sizes = own.map((shelf) => shelf.products.length)
  return { categories: new AliasTable(own.length > 0 ? sizes : [1]), shelves: own }
}

function companionsOf(
  parts: SalesParts,
  subcategories: ReadonlyMap<string, readonly number[]>,
  weights: readonly Float64Array[],
): ReadonlyMap<string, Companion[]> {
  const { config, dictionaries } = parts
  const companions = new Map<string, Companion[]>()
  for (const { subcategory, partner, rateBps } of dictionaries.affinities) {
    const members = subcategories.get(partner)
    if (members === undefined || !subcategories.has(subcategory)) continue
    const others = companions.get(subcategory) ?? []
    const left = others.reduce((rest, { rate }) => rest - rate, 1)
    const rate = Math.min((rateBps / 10_000) * config.baskets.affinity_strength, left)
    if (rate > 0) companions.set(subcategory, [...others, { partner, rate, shelf: makeShelf(parts, members, weights) }])
  }
  return companions
}

function makeShelf(
  { products, config: { marketing } }: SalesParts,
  members: readonly number[],
  weights: readonly Float64Array[],
): Shelf {
  const prices = members.map((index) => products[index].salePriceCents)
  const bySegment = weights.map((segment) => members.map((index) => segment[index]))
  return {
    products: members,
    bySegment: bySegment.map((own) => new AliasTable(own)),
    dearer: bySegment.map((own) => dearerChoice(prices, own, marketing.visit_spend / marketing.visit_items)),
  }
}
