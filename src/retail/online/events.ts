import { z } from 'zod'
import { MARKETING_CHANNELS } from '../../dictionaries/types.ts'
import { defineEvent, type EventOf, type OpenDays, type Place } from '../define-event.ts'
import { cents, id, instant, type NodeFields, tender } from '../fields.ts'
import { inOrder } from './order-id.ts'

export const FULFILLMENT_MODES = ['SHIP_FROM_DC', 'SHIP_FROM_STORE', 'BOPIS'] as const
export type FulfillmentMode = (typeof FULFILLMENT_MODES)[number]
export const NODE_TYPES = ['STORE', 'DC'] as const
export type NodeType = (typeof NODE_TYPES)[number]
export const CANCELLATION_REASONS = ['CUSTOMER', 'OUT_OF_STOCK'] as const
export type CancellationReason = (typeof CANCELLATION_REASONS)[number]

/** Who serves an order. */
interface ServingNode {
  readonly node_type: NodeType
  readonly node_id: number
}

const order = {
  /** `O<dc>-<yyyymmdd>-<n>`. */
  order_id: z.string(),
  customer_id: id,
  /** How it is served. */
  fulfillment_mode: z.enum(FULFILLMENT_MODES),
  /** Which store or DC serves it. */
  node_type: z.enum(NODE_TYPES),
  node_id: id,
}

/** What is handed over. */
const units = z.array(z.object({ product_id: id, quantity: z.int().positive() })).min(1)

const orderLine = z.object({
  product_id: id,
  quantity: z.int().positive(),
  unit_price_cents: cents.positive(),
  discount_cents: cents.nonnegative(),
  extended_price_cents: cents,
  promo_code: z.string().nullable(),
})

function place({ order_id }: { readonly order_id: string }, days: OpenDays): Place {
  return inOrder(order_id, days.dcs)
}

/** Published in order per serving node. */
function byServingNode({ node_type, node_id }: ServingNode): string {
  return `order_${node_type.toLowerCase()}_${node_id}`
}

/** A customer orders in the web shop. Its lines are promised at the node at once, unless it has to wait for stock. */
export const onlineOrderCreated = defineEvent('online_order_created', {
  description:
    'A customer orders and has paid; the lines are reserved at the node that serves it, unless none has them (`backordered`).',
  place,
  partition: byServingNode,
  data: z.object({
    ...order,
    /** How the customer wants it; another mode serves it when the nodes of this one lack the stock. */
    requested_mode: z.enum(FULFILLMENT_MODES),
    backordered: z.boolean(),
    item_count: z.int().positive(),
    /** In the order of their numbers 1, 2, 3, ...; each product once. */
    lines: z.array(orderLine).min(1),
    gross_subtotal_cents: cents,
    discount_cents: cents,
    subtotal_cents: cents,
    tax_cents: cents,
    total_cents: cents,
    tender_type: tender,
    campaign_id: z.string().nullable(),
    impression_id: z.string().nullable(),
    /** Channel and time of the impression that is named, the last that the customer saw within seven days. */
    last_touch: z.object({ channel: z.enum(MARKETING_CHANNELS), seen_at: instant }).nullable(),
  }),
})
export type OnlineOrderCreated = EventOf<typeof onlineOrderCreated>

/** No node of the region has the lines: the order waits for stock at the DC. */
export const onlineOrderBackordered = defineEvent('online_order_backordered', {
  description: 'No node of the region has all lines of an order: it waits at the DC until that has them.',
  place,
  partition: byServingNode,
  data: z.object({ ...order, backordered_time: instant }),
})
export type OnlineOrderBackordered = EventOf<typeof onlineOrderBackordered>

/** The lines leave the shelf of the node; an order for the store (BOPIS) is ready there. */
export const onlineOrderPicked = defineEvent('online_order_picked', {
  description: 'The lines of an order are taken from the shelf of its node; for BOPIS it is ready to be collected.',
  place,
  partition: byServingNode,
  data: z.object({ ...order, picked_time: instant, backordered: z.boolean(), lines: units }),
})
export type OnlineOrderPicked = EventOf<typeof onlineOrderPicked>

/** The order is on its way. Never for BOPIS. */
export const onlineOrderShipped = defineEvent('online_order_shipped', {
  description: 'An order is handed to a carrier, who estimates when it arrives.',
  place,
  partition: byServingNode,
  data: z.object({ ...order, shipped_time: instant, carrier: z.string(), eta: instant }),
})
export type OnlineOrderShipped = EventOf<typeof onlineOrderShipped>

/** The customer has it; the last event of its stream. */
export const onlineOrderDelivered = defineEvent('online_order_delivered', {
  endsStream: true,
  description: 'The customer has the order: brought by the carrier, or collected in the store (BOPIS).',
  place,
  partition: byServingNode,
  data: z.object({ ...order, delivered_time: instant }),
})
export type OnlineOrderDelivered = EventOf<typeof onlineOrderDelivered>

/** The order is called off before it was picked, and its money is back; the last event of its stream. */
export const onlineOrderCancelled = defineEvent('online_order_cancelled', {
  endsStream: true,
  description: 'An order is called off before it was picked; what was reserved is free again, the money is refunded.',
  place,
  partition: byServingNode,
  data: z.object({
    ...order,
    cancelled_time: instant,
    reason: z.enum(CANCELLATION_REASONS),
    backordered: z.boolean(),
    lines: units,
  }),
})
export type OnlineOrderCancelled = EventOf<typeof onlineOrderCancelled>

/** The serving node as stock knows it. */
export function stockPlace({ node_type, node_id }: ServingNode): NodeFields {
  return node_type === 'STORE' ? { store_id: node_id, dc_id: null } : { store_id: null, dc_id: node_id }
}
