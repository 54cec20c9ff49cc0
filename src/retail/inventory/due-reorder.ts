import type { Company } from '../company.ts'
import type { NodeFields } from '../fields.ts'
import { stockOf, type World } from '../world.ts'
import type { ReorderTriggered } from './events.ts'

/** What a store or DC holds of a product. */
export interface Shelf extends NodeFields {
  readonly product_id: number
  readonly balance: number
}

/** What a node should ask for now: its balance is at or below the reorder point and nothing is on order; else undefined. */
export function dueReorder(
  { config, master }: Company,
  world: World,
  { store_id, dc_id, product_id, balance }: Shelf,
): ReorderTriggered['data'] | undefined {
  const { onOrder } = stockOf(world, { store_id, dc_id })
  const opening = store_id === null ? master.dcStock[(dc_id ?? 0) - 1] : master.storeStock[store_id - 1]
  const point = opening.reorderPoints[product_id - 1]
  if (balance > point || onOrder[product_id - 1] > 0) return undefined
  const { target_fill, urgent_deficit, high_deficit } = config.inventory
  const target = Math.max(point + 1, Math.round(opening.quantities[product_id - 1] * target_fill))
  const deficit = point === 0 ? 1 : (point - balance) / point
  return {
    store_id,
    dc_id,
    product_id,
    current_quantity: balance,
    reorder_quantity: target - balance,
    reorder_point: point,
    priority: deficit >= urgent_deficit ? 'URGENT' : deficit >= high_deficit ? 'HIGH' : 'NORMAL',
  }
}
