import { projection } from '../src/projection/projection.ts'
import { parseIsoTime } from '../src/time/iso-time.ts'

/** One row each time that a store or DC runs out of a product. */
export const factStockouts = projection('fact_stockouts', {
  key: ['trace_id'],
  columns: {
    store_id: 'int4?',
    dc_id: 'int4?',
    product_id: 'int4',
    last_known_quantity: 'int4',
    detection_time: 'timestamptz',
  },
  on: {
    stockout_detected: ({ data }, { insert }) => insert({ ...data, detection_time: parseIsoTime(data.detection_time) }),
  },
})
