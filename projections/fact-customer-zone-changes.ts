import { projection } from '../src/projection/projection.ts'

/** One row each time that a tracked visitor walks from one zone into another. */
export const factCustomerZoneChanges = projection('fact_customer_zone_changes', {
  key: ['trace_id'],
  columns: {
    store_id: 'int4',
    customer_ble_id: 'text',
    from_zone: 'text',
    to_zone: 'text',
  },
  on: {
    customer_zone_changed: ({ data }, { insert }) => insert(data),
  },
})
