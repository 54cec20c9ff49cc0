import { z } from 'zod'
import { defineEvent, type EventOf } from '../define-event.ts'
import { byNode, count, department, INVENTORY_REASONS, id, inNodeDay, instant, oneNode, PRIORITIES } from '../fields.ts'

const EITHER = 'names a store or a DC, not both'
const node = { store_id: id.nullable(), dc_id: id.nullable() }

/** What a node holds of a department when the simulation starts. */
export const stockOpened = defineEvent('stock_opened', {
  description: 'What a store or DC holds of a department when the simulation starts.',
  place: inNodeDay,
  partition: byNode,
  data: z
    .object({
      ...node,
      department,
      lines: z.array(z.object({ product_id: id, units: count, reorder_point: count })).min(1),
    })
    .refine(oneNode, EITHER),
})
export type StockOpened = EventOf<typeof stockOpened>

/** Stock moved. `balance` is what the node holds afterwards; never negative. */
export const inventoryUpdated = defineEvent('inventory_updated', {
  description: 'Units of a product come to or leave a store or DC; `balance` is what it holds afterwards.',
  place: inNodeDay,
  partition: byNode,
  data: z
    .object({
      ...node,
      product_id: id,
      quantity_delta: z.int().refine((delta) => delta !== 0, 'moves at least a unit'),
      balance: count,
      reason: z.enum(INVENTORY_REASONS),
      source: z.string(),
    })
    .refine(oneNode, EITHER),
})
export type InventoryUpdated = EventOf<typeof inventoryUpdated>

/** The last unit is gone. `last_known_quantity` is what the node held just before. */
export const stockoutDetected = defineEvent('stockout_detected', {
  description: 'The balance of a product reaches 0; `last_known_quantity` is what there was before.',
  place: inNodeDay,
  partition: byNode,
  data: z
    .object({ ...node, product_id: id, last_known_quantity: count, detection_time: instant })
    .refine(oneNode, EITHER),
})
export type StockoutDetected = EventOf<typeof stockoutDetected>

/** The balance fell to the reorder point: a need is open until a delivery closes it. */
export const reorderTriggered = defineEvent('reorder_triggered', {
  description: 'The balance falls to the reorder point: one need per product is open until a delivery closes it.',
  place: inNodeDay,
  partition: byNode,
  data: z
    .object({
      ...node,
      product_id: id,
      current_quantity: count,
      reorder_quantity: z.int().positive(),
      reorder_point: count,
      priority: z.enum(PRIORITIES),
    })
    .refine(oneNode, EITHER),
})
export type ReorderTriggered = EventOf<typeof reorderTriggered>
