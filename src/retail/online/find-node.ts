import type { Company } from '../company.ts'
import { type Stock, stockOf, type World } from '../world.ts'
import { type FulfillmentMode, type NodeType, stockPlace } from './events.ts'
import type { Units } from './order.ts'

/** What looks for a node: an order of a region's customer. */
export interface Search {
  readonly dcId: number
  readonly homeStoreId: number
  readonly mode: FulfillmentMode
  readonly lines: readonly Units[]
}

/** Who serves an order, and how. */
export interface Serving {
  readonly fulfillment_mode: FulfillmentMode
  readonly node_type: NodeType
  readonly node_id: number
  /** Nobody has it: it waits at the DC. */
  readonly backordered: boolean
}

/**
 * The first node of the region that has all lines unpromised: those of the mode that is asked for, then the DC, then the
 * stores, the customer's own first. Pick-up in the store is for those only who ask for it.
 */
export function findNode(company: Company, world: World, search: Search): Serving {
  const { dcId, mode, lines } = search
  const modes = [mode, 'SHIP_FROM_DC', 'SHIP_FROM_STORE'] as const
  for (const fulfillment_mode of modes) {
    for (const node_id of nodesOf(company, search, fulfillment_mode)) {
      const node_type = fulfillment_mode === 'SHIP_FROM_DC' ? 'DC' : 'STORE'
      if (!hasAll(world, { node_type, node_id }, lines)) continue
      return { fulfillment_mode, node_type, node_id, backordered: false }
    }
  }
  return { fulfillment_mode: 'SHIP_FROM_DC', node_type: 'DC', node_id: dcId, backordered: true }
}

function nodesOf({ storesOfDc }: Company, { dcId, homeStoreId }: Search, mode: FulfillmentMode): readonly number[] {
  if (mode === 'SHIP_FROM_DC') return [dcId]
  if (mode === 'BOPIS') return [homeStoreId]
  return [homeStoreId, ...storesOfDc[dcId].filter((storeId) => storeId !== homeStoreId)]
}

/** Whether a node has every line unpromised. */
export function hasAll(
  world: World,
  node: { readonly node_type: NodeType; readonly node_id: number },
  lines: readonly Units[],
): boolean {
  const stock = stockOf(world, stockPlace(node))
  return lines.every(({ product_id, quantity }) => unpromised(stock, product_id) >= quantity)
}

function unpromised({ balance, reserved }: Stock, productId: number): number {
  return balance[productId - 1] - reserved[productId - 1]
}
