import { projection } from '../src/projection/projection.ts'
import { parseIsoTime } from '../src/time/iso-time.ts'

/** One row per visit, told when the party leaves. */
export const factCustomerSessions = projection('fact_customer_sessions', {
  key: ['session_id'],
  links: ['correlation_id', 'parent_event_id', 'session_id'],
  columns: {
    store_id: 'int4',
    customer_id: 'int4?',
    customer_ble_id: 'text?',
    party_size: 'int4',
    entered_at: 'timestamptz',
    left_at: 'timestamptz',
    zones: 'text[]',
    dwell_time: 'int4',
    segment: 'text',
    trip_type: 'text',
    purchased: 'bool',
    receipt_id: 'text?',
    lost_lines: 'int4',
    substitutes: 'int4',
    impression_id: 'text?',
    campaign_id: 'text?',
    payment_failed: 'bool',
  },
  on: {
    customer_left: ({ data, occurredAt }, { insert }) =>
      insert({ ...data, entered_at: parseIsoTime(data.entered_at), left_at: occurredAt }),
  },
})
