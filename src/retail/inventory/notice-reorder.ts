import type { Cause } from '../../simulation/domain-event.ts'
import type { Moment } from '../../simulation/moment.ts'
import type { Company } from '../company.ts'
import type { NodeFields } from '../fields.ts'
import { stockOf, type World } from '../world.ts'
import { type InventoryUpdated, type ReorderTriggered, reorderTriggered } from './events.ts'

/** What a store or DC holds of a product. */
interface Shelf extends NodeFields {
  readonly product_id: number
  readonly balance: number
}

/** Units that were on order and will not come. */
interface Missing {
  readonly node: NodeFields
  readonly lines: ReadonlyArray<{ readonly product_id: number }>
  readonly cause: Cause
}

/** Asks for more when a movement brings the balance to the reorder point and nothing is on order. */
export function noticeReorderPoint(company: Company, world: World, update: InventoryUpdated, at: Moment): void {
  const reorder = dueReorder(company, world, update.data)
  if (reorder !== undefined) at.emit(reorderTriggered(reorder, update))
}

/** Looks at shelves that will not be filled as promised: no movement may ever make anybody do so. */
export function noticeMissing(company: Company, world: World, { node, lines, cause }: Missing, at: Moment): void {
  for (const { product_id } of lines) {
    const balance = stockOf(world, node).balance[product_id - 1]
    const reorder = dueReorder(company, world, { ...node, product_id, balance })
    if (reorder !== undefined) at.emit(reorderTriggered(reorder, cause))
  }
}

/** What a node asks for at this balance, if anything. */
function dueReorder({ config, master }: Company, world: World, shelf: Shelf): ReorderTriggered['data'] | undefined {
  const { store_id, dc_id, product_id, balance } = shelf
  const opening = store_id === null ? master.dcStock[(dc_id ?? 0) - 1] : master.storeStock[store_id - 1]
  const point = opening.reorderPoints[product_id - 1]
  if (balance > point || stockOf(world, shelf).onOrder[product_id - 1] > 0) return undefined
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
