import {
  type ProductEntry,
  STORE_TYPES,
  type StoreType,
  type StoreTypeEntry,
  DEPARTMENTS,
} from '../../dictionaries/types.ts'
import { drawsFor, wordOf } from '../../simulation/random.ts'
import { entityKey, weightedIndex } from './choice.ts'
import { groupBy } from './group-by.ts'
import { MasterDataError, type MasterDataOptions } from './options.ts'
import type { Product, Store } from './types.ts'

const STORE_TYPE = wordOf('store type')

/** Tag of goods that luxury stores carry, and no others. */
const LUXURY = 'luxury'

/** The type of the stores of a DC. */
export type TypeOfDc = (dcId: number) => StoreType

/** What decides who carries a product. */
type Goods = Pick<ProductEntry, 'department' | 'tags'>

/** Types of regions: the company's, or in a mixed company one that each DC draws for itself. */
export function storeTypeDraws({ storeTypes, root }: MasterDataOptions): TypeOfDc {
  const { company, mix } = storeTypes ?? { company: 'supercenter' }
  if (company !== 'mixed') return () => company
  const weights = STORE_TYPES.map((storeType) => mix?.[storeType] ?? 0)
  return (dcId) => STORE_TYPES[weightedIndex(weights, drawsFor(entityKey(root, 'dc', dcId), STORE_TYPE).unit())]
}

/** Whether stores of the type carry a product: luxury goods in luxury stores, others elsewhere, of the type's departments. */
export function carries({ storeType, departments }: StoreTypeEntry, { department, tags }: Goods): boolean {
  return departments[DEPARTMENTS.indexOf(department)] > 0 && tags.includes(LUXURY) === (storeType === LUXURY)
}

/** The products that stores of the company may carry, and whether these are but some departments. */
export function carriedGoods({ dictionaries, storeTypes }: MasterDataOptions): CarriedGoods {
  if (storeTypes === undefined) return { products: dictionaries.products, isPart: false }
  const types = dictionaries.storeTypes.filter(
    ({ storeType }) =>
      storeType === storeTypes.company || (storeTypes.company === 'mixed' && storeTypes.mix[storeType] > 0),
  )
  const products = dictionaries.products.filter((product) => types.some((type) => carries(type, product)))
  if (products.length === 0) {
    throw new MasterDataError([
      `products.csv has nothing that ${storeTypes.company} stores carry (see store_types/${storeTypes.company}.csv)`,
    ])
  }
  return { products, isPart: departmentsOf(products) < departmentsOf(dictionaries.products) }
}

function departmentsOf(products: readonly ProductEntry[]): number {
  return new Set(products.map(({ department }) => department)).size
}

/** Part of the dictionary of products. */
interface CarriedGoods {
  readonly products: readonly ProductEntry[]
  readonly isPart: boolean
}

/** Says so when the stores carry fewer articles than the configuration asks for. */
export function catalogueWarnings(products: readonly Product[], { volume, storeTypes }: MasterDataOptions): string[] {
  if (products.length === volume.total_products) return []
  return [
    `volume.total_products is ${volume.total_products}, but ${storeTypes?.company} stores carry only ${products.length} ` +
      'pairs of a product and a brand: the catalogue has these',
  ]
}

/** Whether a node (by id) carries a product (by index). */
export type Carries = (nodeId: number, productIndex: number) => boolean

/**
 * What nodes carry: a store what its type does, a DC what one of its stores does.
 * @throws MasterDataError when the catalogue has nothing for a store
 */
export function carriedBy(
  types: readonly StoreTypeEntry[],
  products: readonly Product[],
  stores: readonly Store[],
): { readonly atStore: Carries; readonly atDc: Carries } {
  const shelves = new Map(types.map((type) => [type.storeType, products.map((product) => carries(type, product))]))
  const isOnShelf = ({ storeType }: Store, index: number) => shelves.get(storeType)?.[index] ?? true
  const bare = new Set(
    stores.map(({ storeType }) => storeType).filter((type) => shelves.get(type)?.includes(true) === false),
  )
  if (bare.size > 0) {
    throw new MasterDataError([
      `volume.total_products is ${products.length}: too few for ${[...bare].join(' and ')} stores to carry any of them`,
    ])
  }
  const storesOfDc = groupBy(stores, ({ dcId }) => dcId)
  const firstOfEachType = new Map(
    [...storesOfDc].map(([dcId, own]) => [
      dcId,
      [...groupBy(own, ({ storeType }) => storeType).values()].map(([store]) => store),
    ]),
  )
  return {
    atStore: (storeId, index) => isOnShelf(stores[storeId - 1], index),
    atDc: (dcId, index) => firstOfEachType.get(dcId)?.some((store) => isOnShelf(store, index)) ?? false,
  }
}
