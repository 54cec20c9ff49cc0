import { projection } from '../src/projection/projection.ts'

/** One row per online order, with what became of it. */
export const factOnlineOrderHeaders = projection('fact_online_order_headers', {
  key: ['order_id'],
  links: ['correlation_id', 'parent_event_id'],
  columns: {
    order_id: 'text',
    customer_id: 'int4',
    requested_mode: 'text',
    fulfillment_mode: 'text',
    node_type: 'text',
    node_id: 'int4',
    item_count: 'int4',
    gross_subtotal_cents: 'int8',
    discount_cents: 'int8',
    subtotal_cents: 'int8',
    tax_cents: 'int8',
    total_cents: 'int8',
    tender_type: 'text',
    campaign_id: 'text?',
    impression_id: 'text?',
    fulfillment_status: 'text',
    backordered_ts: 'timestamptz?',
    completed_ts: 'timestamptz?',
    cancellation_reason: 'text?',
  },
  changing: {
    by: 'order_id',
    columns: ['fulfillment_status', 'backordered_ts', 'completed_ts', 'cancellation_reason'],
  },
  on: {
    online_order_created: ({ data }, { insert }) => insert({ ...data, ...AS_CREATED }),
    online_order_backordered: ({ data, occurredAt }, { update }) =>
      update(data.order_id, { fulfillment_status: 'BACKORDERED', backordered_ts: occurredAt }),
    online_order_picked: ({ data }, { update }) => update(data.order_id, { fulfillment_status: 'PICKED' }),
    online_order_shipped: ({ data }, { update }) => update(data.order_id, { fulfillment_status: 'SHIPPED' }),
    online_order_delivered: ({ data, occurredAt }, { update }) =>
      update(data.order_id, { fulfillment_status: 'DELIVERED', completed_ts: occurredAt }),
    online_order_cancelled: ({ data, occurredAt }, { update }) =>
      update(data.order_id, {
        fulfillment_status: 'CANCELLED',
        completed_ts: occurredAt,
        cancellation_reason: data.reason,
      }),
  },
})

const AS_CREATED = {
  fulfillment_status: 'CREATED',
  backordered_ts: null,
  completed_ts: null,
  cancellation_reason: null,
}
