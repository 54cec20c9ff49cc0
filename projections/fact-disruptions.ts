import { projection } from '../src/projection/projection.ts'
import type { DisruptionEnded, DisruptionStarted } from '../src/retail/disruptions/events.ts'
import { parseIsoTime } from '../src/time/iso-time.ts'

/** One row as a disruption starts and another as it ends. */
export const factDisruptions = projection('fact_disruptions', {
  key: ['disruption_id', 'status'],
  links: ['correlation_id', 'parent_event_id'],
  columns: {
    disruption_id: 'text',
    status: 'text',
    disruption_type: 'text',
    dc_id: 'int4',
    target_type: 'text',
    target_id: 'int4',
    severity: 'float8',
    effect: 'text',
    cause: 'text',
    started_at: 'timestamptz',
    expected_end: 'timestamptz?',
  },
  on: {
    disruption_started: ({ data, occurredAt }, { insert }) =>
      insert({
        ...named(data),
        status: 'STARTED',
        started_at: occurredAt,
        expected_end: parseIsoTime(data.expected_end),
      }),
    disruption_ended: ({ data }, { insert }) =>
      insert({ ...named(data), status: 'ENDED', started_at: parseIsoTime(data.started_at), expected_end: null }),
  },
})

function named({ type: disruption_type, ...data }: DisruptionStarted['data'] | DisruptionEnded['data']) {
  return { ...data, disruption_type }
}
