import { projection } from '../src/projection/projection.ts'

/** One row per line of an online order, with how far it has come. */
export const factOnlineOrderLines = projection('fact_online_order_lines', {
  key: ['order_id', 'line_number'],
  columns: {
    order_id: 'text',
    line_number: 'int4',
    product_id: 'int4',
    quantity: 'int4',
    unit_price_cents: 'int8',
    discount_cents: 'int8',
    extended_price_cents: 'int8',
    promo_code: 'text?',
    fulfillment_mode: 'text',
    fulfillment_status: 'text',
    node_type: 'text',
    node_id: 'int4',
    picked_ts: 'timestamptz?',
    picked_trace_id: 'uuid?',
    shipped_ts: 'timestamptz?',
    delivered_ts: 'timestamptz?',
  },
  changing: {
    by: 'order_id',
    columns: ['fulfillment_status', 'picked_ts', 'picked_trace_id', 'shipped_ts', 'delivered_ts'],
  },
  on: {
    online_order_created({ data }, { insert }) {
      for (const [index, line] of data.lines.entries()) {
        insert({ ...data, ...line, line_number: index + 1, ...AS_CREATED })
      }
    },
    online_order_backordered: ({ data }, { update }) => update(data.order_id, { fulfillment_status: 'BACKORDERED' }),
    online_order_picked: ({ data, occurredAt, id }, { update }) =>
      update(data.order_id, { fulfillment_status: 'PICKED', picked_ts: occurredAt, picked_trace_id: id }),
    online_order_shipped: ({ data, occurredAt }, { update }) =>
      update(data.order_id, { fulfillment_status: 'SHIPPED', shipped_ts: occurredAt }),
    online_order_delivered: ({ data, occurredAt }, { update }) =>
      update(data.order_id, { fulfillment_status: 'DELIVERED', delivered_ts: occurredAt }),
    online_order_cancelled: ({ data }, { update }) => update(data.order_id, { fulfillment_status: 'CANCELLED' }),
  },
})

const AS_CREATED = {
  fulfillment_status: 'CREATED',
  picked_ts: null,
  picked_trace_id: null,
  shipped_ts: null,
  delivered_ts: null,
}
