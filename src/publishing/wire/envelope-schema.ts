import { SCHEMA_VERSION } from './envelope.ts'

const UUID = { type: 'string', format: 'uuid' }

/** JSON Schema (2020-12) of what every sink gets; the payload's own depends on the event type. */
export const ENVELOPE_SCHEMA = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'envelope',
  description: 'What every sink gets for an event; the schema of `payload` is that of the `event_type`.',
  type: 'object',
  properties: {
    event_type: { type: 'string', pattern: '^[a-z]+(_[a-z]+)*$' },
    payload: { type: 'object' },
    trace_id: { ...UUID, description: 'Id of the event: repetitions have the same.' },
    ingest_timestamp: { type: 'string', format: 'date-time', description: 'Simulated time, UTC, with milliseconds.' },
    schema_version: { type: 'string', const: SCHEMA_VERSION },
    source: { type: 'string', description: '`stream.source` of the configuration.' },
    correlation_id: {
      type: 'string',
      description: 'Id of the event that opened the story; of a replay with an id of its own `<replay id>/<id>`.',
    },
    partition_key: { type: 'string', description: 'Events of a key arrive in order.' },
    session_id: { type: ['string', 'null'], format: 'uuid', description: 'Id of the event that opened the visit.' },
    parent_event_id: { type: ['string', 'null'], format: 'uuid', description: 'Id of the event that caused it.' },
  },
  required: [
    'event_type',
    'payload',
    'trace_id',
    'ingest_timestamp',
    'schema_version',
    'source',
    'correlation_id',
    'partition_key',
    'session_id',
    'parent_event_id',
  ],
  additionalProperties: false,
} as const
