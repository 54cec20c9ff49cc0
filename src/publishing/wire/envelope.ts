import type { RecordedEvent } from '../../event-store/port.ts'
import type { EventDefinition } from '../../retail/define-event.ts'
import type { EventId } from '../../simulation/event-id.ts'
import { isoTime } from '../../time/iso-time.ts'
import { createIdText, type IdText } from './id-text.ts'
import { payloadEncoder } from './payload-encoder.ts'

/** Version of the envelope, which consumers read as `schema_version`. */
export const SCHEMA_VERSION = '1.0'

/** An event on its way to a sink. */
export interface Envelope {
  /** The event's id as UUID text; consumers drop repetitions by it. */
  readonly id: string
  readonly type: string
  /** Events of a key arrive in order. */
  readonly partitionKey: string
  /** The whole envelope as JSON text. */
  readonly json: string
}

/** What all envelopes of a publisher share. */
export interface EnvelopeOptions {
  /** Value of `source`. */
  readonly source: string
  /** Stands before each correlation id, with a slash: tells the repetitions of a replay from the first time. */
  readonly replayId?: string | undefined
}

/** Makes the envelope of an event. @throws RangeError for an event type that has no definition. */
export type Enveloper = (event: RecordedEvent) => Envelope

/** The partition key of an event. @throws RangeError for an event type that has no definition. */
export function partitionKeys(definitions: ReadonlyMap<string, EventDefinition>): (event: RecordedEvent) => string {
  return ({ type, data }) => {
    const definition = definitions.get(type)
    if (definition === undefined) throw new RangeError(`${type} is no event type that can be published`)
    return definition.partition(data)
  }
}

interface Prepared {
  readonly start: string
  readonly partition: (data: never) => string
  readonly payload: (data: object) => string
}

/** Prepares the envelopes of these event types. */
export function createEnveloper(
  definitions: ReadonlyMap<string, EventDefinition>,
  { source, replayId }: EnvelopeOptions,
): Enveloper {
  const prepared = new Map([...definitions].map(([type, definition]) => [type, prepare(definition)]))
  const correlation = replayId === undefined ? '' : `${replayId}/`
  const afterTime = `","schema_version":"${SCHEMA_VERSION}","source":${JSON.stringify(source)},"correlation_id":`
  const correlationStart = `"${JSON.stringify(correlation).slice(1, -1)}`
  const idText = createIdText()
  return (event) => {
    const ready = prepared.get(event.type)
    if (ready === undefined) throw new RangeError(`${event.type} is no event type that can be published`)
    const id = idText(event.id)
    const partitionKey = ready.partition(event.data as never)
    const json = `${ready.start}${ready.payload(event.data)},"trace_id":"${id}","ingest_timestamp":"${isoTime(event.occurredAt)}${afterTime}${correlationStart}${idText(event.correlation)}","partition_key":"${partitionKey}","session_id":${idOrNull(event.session, idText)},"parent_event_id":${idOrNull(event.causation, idText)}}`
    return { id, type: event.type, partitionKey, json }
  }
}

function prepare(definition: EventDefinition): Prepared {
  return {
    start: `{"event_type":"${definition.type}","payload":`,
    partition: definition.partition,
    payload: payloadEncoder(definition),
  }
}

function idOrNull(id: EventId | null, idText: IdText): string {
  return id === null ? 'null' : `"${idText(id)}"`
}
