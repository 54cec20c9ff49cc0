import {
  type BrandEntry,
  DEPARTMENTS,
  type Department,
  type Dictionaries,
  type ProductEntry,
} from '../../dictionaries/types.ts'
import { type DrawKey, deriveKey, wordAt, wordOf } from '../../simulation/random.ts'
import { allot } from './allot.ts'
import { groupBy } from './group-by.ts'
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
  const brands = groupBy(options.dictionaries.brands, ({ category }) => category)
  const bases = DEPARTMENTS.map((department) => baseProducts(department, options))
  const limits = bases.map((products) => sum(products.map(({ category }) => brands.get(category)?.length ?? 0)))
  const possible = sum(limits)
  if (possible < options.count && options.orFewer !== true) throw tooMany(options, possible)
  const counts = allot(
    Math.min(options.count, possible),
    bases.map((products) => products.length),
    limits,
  )
  return sortByKey(
    bases.flatMap((products, index) => firstSkus(products, counts[index], { brands, root: options.root })),
    (sku) => sku.key,
  )
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
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
  const distinct = [...groupBy(inDepartment, ({ productName }) => productName).values()].map(([first]) => first)
  return sortByKey(distinct, (product) => productKey(options.root, product))
}

/** What makes SKUs of products. */
interface Branding {
  /** By category. */
  readonly brands: ReadonlyMap<string, readonly BrandEntry[]>
  readonly root: DrawKey
}

/** So many of a department: the first brand of each product, then the second ones, and so on. */
function firstSkus(products: readonly ProductEntry[], count: number, branding: Branding): Sku[] {
  const branded = products.filter(({ category }) => branding.brands.has(category))
  return interleave(
    branded.slice(0, count).map((product) => skusOf(product, branding)),
    count,
  )
}

function skusOf(product: ProductEntry, { brands, root }: Branding): Sku[] {
  const key = productKey(root, product)
  const own = brands.get(product.category) ?? []
  const skus = own.map((brand) => ({ product, brand, key: deriveKey(key, wordOf(brand.brand)) }))
  return sortByKey(skus, (sku) => sku.key)
}

function productKey(root: DrawKey, product: ProductEntry): DrawKey {
  return deriveKey(deriveKey(root, PRODUCT), wordOf(product.productName))
}

/** First elements of all lists, then second ones, and so on, until there are `count`. */
function interleave(lists: ReadonlyArray<readonly Sku[]>, count: number): Sku[] {
  const longest = lists.reduce((most, list) => Math.max(most, list.length), 0)
  const result: Sku[] = []
  for (let round = 0; round < longest && result.length < count; round++) {
    result.push(...lists.flatMap((list) => list.slice(round, round + 1)).slice(0, count - result.length))
  }
  return result
}

function sortByKey<T>(list: readonly T[], keyOf: (element: T) => DrawKey): T[] {
  return list
    .map((element) => ({ element, word: wordAt(keyOf(element), ORDER) }))
    .toSorted((a, b) => a.word - b.word)
    .map(({ element }) => element)
}
