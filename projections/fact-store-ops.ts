import { projection } from '../src/projection/projection.ts'
import { parseIsoTime } from '../src/time/iso-time.ts'

/** One row each time that a store opens or closes its doors. */
export const factStoreOps = projection('fact_store_ops', {
  key: ['trace_id'],
  columns: {
    store_id: 'int4',
    operation_type: 'text',
    operation_time: 'timestamptz',
    weather: 'text?',
  },
  on: {
    store_opened: ({ data }, { insert }) => insert({ ...data, operation_time: parseIsoTime(data.operation_time) }),
    store_closed: ({ data }, { insert }) =>
      insert({ ...data, operation_time: parseIsoTime(data.operation_time), weather: null }),
  },
})
