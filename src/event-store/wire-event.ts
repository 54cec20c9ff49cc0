import { eventIdText, parseEventId } from '../simulation/event-id.ts'
import type { ProposedEvent } from './port.ts'

/** The form of the metadata below. */
const SCHEMA_VERSION = 1

/**
 * What EventStoreDB keeps beside the data of an event. The names with `$` are those that its own tools understand; ids are
 * lower-case UUIDs, instants ISO 8601 in UTC.
 */
export interface WireMetadata {
  readonly $correlationId: string
  /** Absent for an event without cause. */
  readonly $causationId?: string
  readonly session_id?: string
  /** Simulated time. */
  readonly occurred_at: string
  /** Wall time. */
  readonly recorded_at: string
  readonly business_date: string
  readonly entity: number
  readonly sequence: number
  readonly schema_version: number
}

/** An event on its way back from a server. */
export interface WireEvent {
  readonly id: string
  readonly type: string
  readonly data: object
  readonly metadata: WireMetadata
}

/** An event on its way to a server; `metadata` is JSON text in UTF-8: the client is slow with metadata as an object. */
export interface OutgoingEvent extends Omit<WireEvent, 'metadata'> {
  readonly metadata: Uint8Array
}

const encoder = new TextEncoder()

/** The event as a server gets it. `recordedAt` is wall time in ISO 8601. */
export function toWire(event: ProposedEvent, recordedAt: string): OutgoingEvent {
  const { id, type, data, causation, session } = event
  const metadata: WireMetadata = {
    $correlationId: eventIdText(event.correlation),
    ...(causation !== null && { $causationId: eventIdText(causation) }),
    ...(session !== null && { session_id: eventIdText(session) }),
    occurred_at: new Date(event.occurredAt).toISOString(),
    recorded_at: recordedAt,
    business_date: event.businessDate,
    entity: event.entity,
    sequence: event.sequence,
    schema_version: SCHEMA_VERSION,
  }
  return { id: eventIdText(id), type, data, metadata: encoder.encode(JSON.stringify(metadata)) }
}

/** The event as it was proposed; undefined for what another program has written to the server. */
export function fromWire(event: { readonly [Field in keyof WireEvent]: unknown }): ProposedEvent | undefined {
  if (!isOurs(event)) return undefined
  const { $correlationId, $causationId, session_id, occurred_at, business_date, entity, sequence } = event.metadata
  const id = parseEventId(event.id)
  return {
    type: event.type,
    id,
    occurredAt: Date.parse(occurred_at),
    businessDate: business_date,
    entity,
    sequence,
    causation: $causationId === undefined ? null : parseEventId($causationId),
    correlation: $correlationId === event.id ? id : parseEventId($correlationId),
    session: session_id === undefined ? null : parseEventId(session_id),
    data: event.data,
  }
}

function isOurs(event: { readonly [Field in keyof WireEvent]: unknown }): event is WireEvent {
  const { schema_version, $correlationId, occurred_at, entity } = (event.metadata ?? {}) as Partial<WireMetadata>
  const isKnown = schema_version === SCHEMA_VERSION && typeof event.data === 'object'
  return isKnown && typeof $correlationId === 'string' && typeof occurred_at === 'string' && typeof entity === 'number'
}
