import { projection } from '../src/projection/projection.ts'

/** One row per new shelf price of a product. */
export const factPriceChanges = projection('fact_price_changes', {
  key: ['trace_id'],
  links: ['correlation_id', 'parent_event_id'],
  columns: {
    price_list_id: 'text',
    product_id: 'int4',
    old_price_cents: 'int8',
    new_price_cents: 'int8',
    effective_date: 'date',
    reason: 'text',
  },
  on: {
    price_changed: ({ data }, { insert }) => insert(data),
  },
})
