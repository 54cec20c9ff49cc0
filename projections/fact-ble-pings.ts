import { projection } from '../src/projection/projection.ts'

/** One row each time that a beacon hears a tracked visitor. */
export const factBlePings = projection('fact_ble_pings', {
  key: ['trace_id'],
  columns: {
    store_id: 'int4',
    beacon_id: 'text',
    customer_ble_id: 'text',
    customer_id: 'int4?',
    rssi: 'int4',
    zone: 'text',
  },
  on: {
    ble_ping_detected: ({ data }, { insert }) => insert(data),
  },
})
