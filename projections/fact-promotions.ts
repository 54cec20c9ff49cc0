import { projection } from '../src/projection/projection.ts'

/** One row per code that acted on a receipt or an order. */
export const factPromotions = projection('fact_promotions', {
  key: ['trace_id'],
  links: ['correlation_id', 'parent_event_id'],
  columns: {
    receipt_id: 'text?',
    order_id: 'text?',
    promo_code: 'text',
    discount_type: 'text',
    discount_cents: 'int8',
    product_count: 'int4',
    product_ids: 'int4[]',
    store_id: 'int4?',
    customer_id: 'int4?',
  },
  on: {
    promotion_applied: ({ data }, { insert }) => insert(data),
  },
})
