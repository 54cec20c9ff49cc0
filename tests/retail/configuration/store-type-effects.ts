import { STORE_TYPES, type StoreType } from '../../../src/dictionaries/types.ts'
import type { Settings } from '../simulated.ts'
import type { Effect } from './effect.ts'
import type { Observe } from './observing.ts'

const storesOf =
  (type: StoreType): Observe =>
  ({ master }) =>
    master.stores.filter(({ storeType }) => storeType === type).length

/** Many regions, and one weight for every kind. */
const MIXED = {
  volume: { stores: 60, dcs: 30, total_geographies: 60 },
  store_types: { company: 'mixed', mix: { supercenter: 1, grocery: 1, hardware: 1, luxury: 1 } },
} as const satisfies Settings

/** What keys do to the kinds of stores. */
export const STORE_TYPE_EFFECTS: readonly Effect[] = [
  ['store_types.company', { store_types: { company: 'grocery' } }, 'more', storesOf('grocery')],
  ...STORE_TYPES.map((type): Effect => {
    const store_types = { ...MIXED.store_types, mix: { ...MIXED.store_types.mix, [type]: 50 } }
    return [`store_types.mix.${type}`, { ...MIXED, store_types }, 'more', storesOf(type), MIXED]
  }),
]
