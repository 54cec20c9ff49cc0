import type { Dictionaries, StoreTypeEntry } from '../../dictionaries/types.ts'
import type { MasterData } from '../master-data/types.ts'

/** What kinds of stores there are, and their figures. */
export interface StoreTypes {
  /** The type of a store. */
  of(storeId: number): StoreTypeEntry
  /** How readily the store's lines are promoted, 0..1: this / 0.18, the rate of a supercenter, multiplies their chance. */
  promotionRate(storeId: number): number
  /** Share of the sales of a DC's stores that the web shop makes, 0..1: their mean, weighted by traffic; 0 without stores. */
  onlineShare(dcId: number): number
}

/** Looks types up by what master data say of each store. */
export function makeStoreTypes({ storeTypes }: Pick<Dictionaries, 'storeTypes'>, { stores }: MasterData): StoreTypes {
  const types = new Map(storeTypes.map((type) => [type.storeType, type]))
  const ofStore = stores.map(({ storeId, storeType }) => {
    const type = types.get(storeType)
    if (type === undefined) throw new Error(`store ${storeId} is a ${storeType}, which no dictionary describes`)
    return type
  })
  return {
    of: (storeId) => ofStore[storeId - 1],
    promotionRate: (storeId) => ofStore[storeId - 1].promotionRate,
    onlineShare(dcId) {
      const some = ofStore.find((_, index) => stores[index].dcId === dcId)?.onlineShare ?? 0
      let traffic = 0
      let beyond = 0
      for (const [index, store] of stores.entries()) {
        if (store.dcId !== dcId) continue
        traffic += store.dailyTrafficMultiplier
        // Only what differs is weighted, so that stores of one type give exactly its share.
        beyond += store.dailyTrafficMultiplier * (ofStore[index].onlineShare - some)
      }
      return traffic > 0 ? some + beyond / traffic : 0
    },
  }
}
