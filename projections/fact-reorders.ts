import { projection } from '../src/projection/projection.ts'

/** One row each time that a store or DC orders a product again. */
export const factReorders = projection('fact_reorders', {
  key: ['trace_id'],
  links: ['correlation_id', 'parent_event_id'],
  columns: {
    store_id: 'int4?',
    dc_id: 'int4?',
    product_id: 'int4',
    current_quantity: 'int4',
    reorder_quantity: 'int4',
    reorder_point: 'int4',
    priority: 'text',
  },
  on: {
    reorder_triggered: ({ data }, { insert }) => insert(data),
  },
})
