import type { Message } from 'rhea'
import { rhea } from './rhea.ts'

const { message: codec, types } = rhea

/** An event as a partition keeps it. */
export interface StoredEvent {
  readonly sequence: number
  readonly enqueuedAt: number
  /** The encoded AMQP message. */
  readonly encoded: Buffer
}

/** One partition: events in the order in which they came. */
export class Partition {
  readonly id: string
  readonly events: StoredEvent[] = []
  readonly #listeners = new Set<() => void>()

  constructor(id: string) {
    this.id = id
  }

  store(messages: readonly Buffer[]): void {
    const enqueuedAt = Date.now()
    for (const encoded of messages) this.events.push({ sequence: this.events.length, enqueuedAt, encoded })
    for (const listener of this.#listeners) listener()
  }

  /** Calls after each store, until disposed of. */
  onStored(listener: () => void): Disposable {
    this.#listeners.add(listener)
    return { [Symbol.dispose]: () => void this.#listeners.delete(listener) }
  }

  /** What the management link says of it. */
  facts(hub: string): object {
    const last = this.events.at(-1)
    return {
      name: hub,
      type: 'com.microsoft:partition',
      partition: this.id,
      begin_sequence_number: types.wrap_long(0),
      last_enqueued_sequence_number: types.wrap_long(last?.sequence ?? -1),
      last_enqueued_offset: String(last?.sequence ?? -1),
      last_enqueued_time_utc: types.wrap_timestamp(last?.enqueuedAt ?? 0),
      is_partition_empty: this.events.length === 0,
    }
  }
}

/** What a consumer sees of a stored event. */
export interface ReceivedEvent {
  readonly partition: string
  readonly id: string
  readonly table: string
  readonly contentType: string
  readonly json: string
}

/** Decodes a stored event. */
export function receivedEvent(partition: string, { encoded }: StoredEvent): ReceivedEvent {
  const { message_id, content_type, application_properties, body } = codec.decode(encoded)
  return {
    partition,
    id: String(message_id),
    table: String(application_properties?.Table),
    contentType: String(content_type),
    json: String((body as { readonly content: Buffer }).content),
  }
}

/** The message that a consumer is sent. */
export function deliverable({ sequence, enqueuedAt, encoded }: StoredEvent): Message {
  const message = codec.decode(encoded) as unknown as Message
  message.message_annotations = {
    ...message.message_annotations,
    'x-opt-sequence-number': types.wrap_long(sequence),
    'x-opt-offset': String(sequence),
    'x-opt-enqueued-time': types.wrap_timestamp(enqueuedAt),
  }
  return message
}
