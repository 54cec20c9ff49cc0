import type { LogBatch, Position, RecordedEvent } from './port.ts'
import { EventStoreUnavailable } from './port.ts'
import { fromWire, type WireEvent } from './wire-event.ts'

/** What the client reads: an event, and its place in the log. */
export interface ReadEvent {
  readonly event?:
    | ({ readonly [Field in keyof WireEvent]: unknown } & {
        readonly streamId: string
        readonly revision: bigint
        readonly position?: { readonly commit: bigint } | undefined
      })
    | undefined
}

/** A place in the log that a filtered subscription has come to. */
export interface Checkpoint {
  readonly checkpoint: { readonly commit: bigint }
}

/** Servers before 22.6 send this with the events of a stream. */
const NO_POSITION = 2n ** 64n - 1n

/** Batches of what lies behind a position: reading begins with the event that stands there, and checkpoints may look back. */
export async function* behind(
  after: Position | 'start',
  arriving: AsyncIterable<ReadonlyArray<ReadEvent | Checkpoint>>,
): AsyncGenerator<LogBatch> {
  let last = after
  for await (const items of arriving) {
    const events: RecordedEvent[] = []
    const before = last
    for (const item of items) {
      const position = 'checkpoint' in item ? item.checkpoint.commit : item.event?.position?.commit
      if (position === undefined || (last !== 'start' && position <= last)) continue
      const event = 'checkpoint' in item ? undefined : recorded(item)
      if (event !== undefined) events.push(event)
      last = position
    }
    if (last !== before && last !== 'start') yield { events, upTo: last }
  }
}

/**
 * The event as the port has it; undefined for events of the server itself and of other programs.
 * @throws EventStoreUnavailable when the server does not say where it stands.
 */
export function recorded({ event }: ReadEvent): RecordedEvent | undefined {
  if (event === undefined || event.streamId.startsWith('$')) return undefined
  const ours = fromWire(event)
  if (ours === undefined) return undefined
  const { streamId, revision, position } = event
  if (position === undefined || position.commit === NO_POSITION) {
    throw new EventStoreUnavailable('EventStoreDB 22.6 or newer is needed: this server tells no positions in streams')
  }
  return { ...ours, stream: streamId, revision: Number(revision), position: position.commit }
}
