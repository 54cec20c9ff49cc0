import { drawsFor, KeyBuilder, wordOf } from '../../simulation/random.ts'
import type { SimTime } from '../../time/sim-time.ts'
import type { Company } from '../company.ts'
import { weightedIndex } from '../master-data/choice.ts'

const NEXT_STORE = wordOf('next-store')
const OTHER = wordOf('other-store')

/**
 * The store that a customer who left at `leftAt` visits next: the home store, or now and then another one of its region, in
 * proportion to traffic. Customer, instant and seed alone decide.
 */
export function nextStoreOf(
  { config, master, root, storesOfDc }: Company,
  customerId: number,
  leftAt: SimTime,
): number {
  const { homeStoreId } = master.customers[customerId - 1]
  const key = new KeyBuilder().from(root).add(NEXT_STORE).add(customerId).addWide(leftAt)
  const region = storesOfDc[master.stores[homeStoreId - 1].dcId]
  const isHome = drawsFor(key, NEXT_STORE).chance(config.visits.home_store_share)
  if (isHome || region.length === 1) return homeStoreId
  const others = region.filter((storeId) => storeId !== homeStoreId)
  const traffic = others.map((storeId) => master.stores[storeId - 1].dailyTrafficMultiplier)
  return others[weightedIndex(traffic, drawsFor(key, OTHER).unit53())]
}
