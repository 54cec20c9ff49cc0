import { projection } from '../src/projection/projection.ts'
import { parseIsoTime } from '../src/time/iso-time.ts'

/** One row per zone and quarter of an hour in which anyone was seen there. */
export const factFootTraffic = projection('fact_foot_traffic', {
  key: ['trace_id'],
  columns: {
    store_id: 'int4',
    sensor_id: 'text',
    zone: 'text',
    period_start: 'timestamptz',
    customer_count: 'int4',
    dwell_seconds: 'int4',
  },
  on: {
    zone_traffic_measured: ({ data }, { insert }) =>
      insert({
        store_id: data.store_id,
        sensor_id: data.sensor_id,
        zone: data.zone,
        period_start: parseIsoTime(data.period_start),
        customer_count: data.customer_count,
        dwell_seconds: data.dwell_seconds,
      }),
  },
})
