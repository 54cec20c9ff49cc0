import type { OpenDays, Place } from '../define-event.ts'
import { inStoreDay } from '../fields.ts'
import { inOrder, regionOf } from './order-id.ts'

/** What is bought at a till (no order), or online; the store is then the one that serves, null for the DC. */
interface Purchase {
  readonly order_id: string | null
  readonly store_id: number | null
}

/** Filed with the till's business day, or with the order. */
export function inPurchase({ order_id, store_id }: Purchase, days: OpenDays): Place {
  return order_id === null ? inStoreDay({ store_id: store_id ?? 0 }, days) : inOrder(order_id, days.dcs)
}

/** Published in order with the store's till, or with the node that serves the order. */
export function byPurchase({ order_id, store_id }: Purchase): string {
  if (order_id === null) return `store_${store_id}`
  return store_id === null ? `order_dc_${regionOf(order_id)}` : `order_store_${store_id}`
}
