import type { EmbeddedEventStore } from '../../src/event-store/embedded.ts'
import { byStream, type EventInStream } from '../../src/event-store/packed-streams.ts'
import type { SliceToRecord } from '../../src/event-store/recorder.ts'
import { eventIdText } from '../../src/simulation/event-id.ts'
import { collect, eventIdOf, proposedEvent } from '../contracts/proposed-events.ts'

/** An event of a made-up simulation that has one event per millisecond. */
export type PlannedEvent = EventInStream

const STREAMS = ['a-1', 'b-2', 'a-2', 'b-1']

/** The events from `from` up to `to` in their total order; another `idOffset` makes other identities. */
export function plannedEvents(from: number, to: number, idOffset = 0): PlannedEvent[] {
  return Array.from({ length: to - from }, (_, index) => {
    const at = from + index
    const fields = { id: eventIdOf(at + idOffset), occurredAt: at, entity: (at * 7) % 5, sequence: at }
    return { ...proposedEvent(at, fields), stream: STREAMS[Math.imul(at + 1, 0x9e3779b1) >>> 30] }
  })
}

/** The slice of `events` from `from` up to `to`. */
export function slice(events: readonly PlannedEvent[], from: number, to: number): SliceToRecord {
  return wholeSlice(between(events, from, to), from, to)
}

/** Those of them that happened from `from` up to `to`. */
export function between(events: readonly PlannedEvent[], from: number, to: number): PlannedEvent[] {
  return events.filter(({ occurredAt }) => occurredAt >= from && occurredAt < to)
}

/** The slice that consists of these events; streams whose names are in `ended` take no more. */
export function wholeSlice(
  events: readonly PlannedEvent[],
  from: number,
  to: number,
  ended: readonly string[] = [],
): SliceToRecord {
  const streams = byStream(events, () => false)
  return { from, to, streams: streams.map((part) => Object.assign(part, { ended: ended.includes(part.stream) })) }
}

/** The domain events of a log: their places and ids, by stream. */
export async function placesAndIds(store: EmbeddedEventStore): Promise<string[]> {
  const batches = await collect(store.readEverythingByStream({ excludePrefixes: ['run-'] }))
  return batches.flat().map(({ stream, revision, id }) => `${stream}@${revision} ${eventIdText(id)}`)
}

/** The same of a log in which nothing went wrong. */
export function undisturbed(events: readonly PlannedEvent[]): string[] {
  const streams = Map.groupBy(events, ({ stream }) => stream)
  return [...streams.keys()]
    .toSorted()
    .flatMap((stream) => streams.get(stream)!.map(({ id }, revision) => `${stream}@${revision} ${eventIdText(id)}`))
}
