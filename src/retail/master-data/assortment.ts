import {
  type BrandEntry,
  DEPARTMENTS,
  type Department,
  type Dictionaries,
  type ProductEntry,
} from '../../dictionaries/types.ts'
import { type DrawKey, deriveKey, wordAt, wordOf } from '../../simulation/random.ts'
import { allot } from './allot.ts'
import { MasterDataError } from './options.ts'

const PRODUCT = wordOf('product')
const ORDER = wordOf('order')

/** A base product under a brand, with the key of its draws. */
export interface Sku {
  readonly product: ProductEntry
  readonly brand: BrandEntry
  readonly key: DrawKey
}

/** What the choice of SKUs needs. */
export interface AssortmentOptions {
  readonly dictionaries: Pick<Dictionaries, 'brands' | 'products'>
  readonly departments: readonly Department[]
  readonly count: number
  /** Makes do with fewer when there are not as many pairs. */
  readonly orFewer?: boolean
  readonly root: DrawKey
}

/**
 * Distinct pairs of a base product and a brand of its category. Departments get their part of the dictionary; inside a
 * department every base product gets its first brand before any gets its second. The order is shuffled by keys.
 * @throws MasterDataError when there are fewer pairs than asked for, and as many are needed
 */
export function chooseSkus(options: AssortmentOptions): Sku[] {
  const bases = DEPARTMENTS.map((department) => baseProducts(department, options))
  const pools = bases.map((products) => interleave(products.map((product) => skusOf(product, options))))
  const possible = pools.reduce((sum, pool) => sum + pool.length, 0)
  if (possible < options.count && options.orFewer !== true) throw tooMany(options, possible)
  const counts = allot(
    Math.min(options.count, possible),
    bases.map((products) => products.length),
    pools.map((pool) => pool.length),
  )
  return sortByKey(
    pools.flatMap((pool, index) => pool.slice(0, counts[index])),
    (sku) => sku.key,
  )
}

function tooMany(options: AssortmentOptions, possible: number): MasterDataError {
  return new MasterDataError([
    `volume.total_products is ${options.count}, but products.csv and product_brands.csv give ${possible} pairs of a ` +
      `product and a brand of its category: allowed is 1 to ${possible}`,
  ])
}

/** The products of one department, each name once, in the order of their keys. */
function baseProducts(department: Department, options: AssortmentOptions): ProductEntry[] {
  if (!options.departments.includes(department)) return []
  const inDepartment = options.dictionaries.products.filter((product) => product.department === department)
  return sortByKey(inDepartment, (product) => productKey(options.root, product))
}

function skusOf(product: ProductEntry, options: AssortmentOptions): Sku[] {
  const brands = options.dictionaries.brands.filter((brand) => brand.category === product.category)
  const key = productKey(options.root, product)
  const skus = brands.map((brand) => ({ product, brand, key: deriveKey(key, wordOf(brand.brand)) }))
  return sortByKey(skus, (sku) => sku.key)
}

function productKey(root: DrawKey, product: ProductEntry): DrawKey {
  return deriveKey(deriveKey(root, PRODUCT), wordOf(product.productName))
}

/** First elements of all lists, then second ones, and so on; a pair of name and brand only once. */
function interleave(lists: ReadonlyArray<readonly Sku[]>): Sku[] {
  const seen = new Set<string>()
  const result: Sku[] = []
  const longest = lists.reduce((most, list) => Math.max(most, list.length), 0)
  for (let round = 0; round < longest; round++) {
    for (const list of lists) {
      const sku = list[round]
      if (sku === undefined) continue
      const pair = `${sku.product.productName}|${sku.brand.brand}`
      if (!seen.has(pair)) result.push(sku)
      seen.add(pair)
    }
  }
  return result
}

function sortByKey<T>(list: readonly T[], keyOf: (element: T) => DrawKey): T[] {
  return list
    .map((element) => ({ element, word: wordAt(keyOf(element), ORDER) }))
    .toSorted((a, b) => a.word - b.word)
    .map(({ element }) => element)
}
