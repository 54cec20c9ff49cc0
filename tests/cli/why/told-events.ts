import type { ToldLog } from '../../../src/cli/why/told-log.ts'
import type { RecordedEvent } from '../../../src/event-store/port.ts'
import { type EventId, sameEventId } from '../../../src/simulation/event-id.ts'
import { HOUR } from '../../../src/time/sim-time.ts'

const START = Date.UTC(2024, 0, 1)
/** Events so far, so that no two share an id. */
let count = 0

/** An event at so many hours from the start, of its cause's story. */
export function happened(
  [type, stream, hours]: readonly [type: string, stream: string, hours: number],
  cause: RecordedEvent | null = null,
  data: object = {},
): RecordedEvent {
  const occurredAt = START + hours * HOUR
  const id: EventId = { ms: occurredAt, a: 1, b: 2, c: ++count }
  return {
    type,
    stream,
    id,
    occurredAt,
    data,
    businessDate: '2024-01-01',
    causation: cause?.id ?? null,
    correlation: cause?.correlation ?? id,
    session: null,
    entity: 1,
    sequence: count,
    revision: count,
    position: BigInt(count),
  }
}

function hourOf(at: number): number {
  return Math.floor((at - START) / HOUR)
}

/** A log of these events whose slices are one hour long, and what was read of it. */
export function logOf(...events: readonly RecordedEvent[]): ToldLog & { readonly read: string[] } {
  const read: string[] = []
  return {
    read,
    returnDays: { min: 1, max: 14 },
    async sliceAt(at) {
      const hour = hourOf(at)
      read.push(`hour ${hour}`)
      const inside = events.filter(({ occurredAt }) => hourOf(occurredAt) === hour)
      return { from: START + hour * HOUR, to: START + (hour + 1) * HOUR, events: inside }
    },
    event: async (id) => events.find((event) => sameEventId(event.id, id)),
    async *stream(name) {
      read.push(name)
      yield* events.filter(({ stream }) => stream === name)
    },
    async *streams(prefix) {
      yield* [...new Set(events.map(({ stream }) => stream))].filter((name) => name.startsWith(prefix))
    },
    async *between([from, to], { prefixes = [], withoutData = false }) {
      const isWanted = ({ stream, occurredAt }: RecordedEvent) =>
        occurredAt >= from && occurredAt <= to && prefixes.some((prefix) => stream.startsWith(prefix))
      for (const event of events.filter(isWanted)) {
        read.push(`on to ${event.stream}`)
        yield [withoutData ? { ...event, data: {} } : event]
      }
    },
  }
}
