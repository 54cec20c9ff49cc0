import type { Folds } from '../fold.ts'
import { stockOf, type World } from '../world.ts'
import { stockPlace } from './events.ts'

interface Promised {
  readonly node_type: 'STORE' | 'DC'
  readonly node_id: number
  /** An order that waits for stock is promised nothing. */
  readonly backordered: boolean
  readonly lines: ReadonlyArray<{ readonly product_id: number; readonly quantity: number }>
}

export const foldOnline: Folds = {
  online_order_created: (world, { data }) => promise(world, data, 1),
  online_order_picked: (world, { data }) => promise(world, data, -1),
  online_order_cancelled: (world, { data }) => promise(world, data, -1),
}

/** Reserves the lines of an order at its node (1), or frees them (-1). */
function promise(world: World, order: Promised, sign: 1 | -1): void {
  if (order.backordered) return
  const { reserved } = stockOf(world, stockPlace(order))
  for (const { product_id, quantity } of order.lines) reserved[product_id - 1] += sign * quantity
}
