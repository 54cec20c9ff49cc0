import type { Config } from '../../config/schema.ts'
import type { Dictionaries, StoreType } from '../../dictionaries/types.ts'
import { type DrawKey, deriveKey, wordOf } from '../../simulation/random.ts'
import { carries } from '../master-data/store-types.ts'
import type { MasterData } from '../master-data/types.ts'
import { makeSalesOfType, type SalesOfType } from '../sales/sales-of-type.ts'
import type { StoreTypes } from './store-types.ts'

/** What sales in all stores depend on. */
export interface StoreSalesParts {
  readonly config: Config
  readonly dictionaries: Dictionaries
  readonly master: MasterData
  readonly storeTypes: StoreTypes
  /** The company's key. */
  readonly root: DrawKey
}

/** How each store sells, by its type: stores of a type share their tables. */
export function salesByStore(parts: StoreSalesParts): (storeId: number) => SalesOfType {
  const { config, dictionaries, master, storeTypes } = parts
  const { products } = master
  const root = deriveKey(parts.root, wordOf('assortment'))
  const made = new Map<StoreType, SalesOfType>()
  const sales = master.stores.map(({ storeId }) => {
    const type = storeTypes.of(storeId)
    const known = made.get(type.storeType)
    if (known !== undefined) return known
    const carried = products.flatMap((product, index) => (carries(type, product) ? [index] : []))
    const own = makeSalesOfType({ config, dictionaries, type, products, carried, root })
    made.set(type.storeType, own)
    return own
  })
  return (storeId) => sales[storeId - 1]
}
