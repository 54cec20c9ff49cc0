import { type EventId, sameEventId } from '../simulation/event-id.ts'
import { LogMismatch } from './log-mismatch.ts'
import { type EventStore, isBookkeeping, type Position, type Revision } from './port.ts'

/** Events that a crash left in the log behind the last whole slice; the simulation will make them again. */
export interface DanglingEvents {
  readonly size: number
  /** Simulated time behind the last of them, as they were found; negative infinity for none. */
  readonly end: number
  /**
   * How many of `events`, from the first on, the log holds already.
   * @throws LogMismatch when the log holds others.
   */
  matched(stream: string, events: ReadonlyArray<{ readonly id: EventId }>): number
  /** Forgets the first `count` of a stream. */
  drop(stream: string, count: number): void
  /** @throws LogMismatch when one of before `time` remains. */
  assertNoneBefore(time: number): void
}

interface Dangling {
  readonly id: EventId
  readonly occurredAt: number
  readonly revision: Revision
}

/** Reads what lies behind `after`, at most about one slice of events. */
export async function loadDanglingEvents(store: EventStore, after: Position | 'start'): Promise<DanglingEvents> {
  const streams = new Map<string, Dangling[]>()
  for await (const { events } of store.readAll(after)) {
    for (const { stream, id, occurredAt, revision } of events) {
      if (isBookkeeping(stream)) continue
      const known = streams.get(stream)
      if (known === undefined) streams.set(stream, [{ id, occurredAt, revision }])
      else known.push({ id, occurredAt, revision })
    }
  }
  return danglingEvents(streams)
}

function danglingEvents(streams: Map<string, Dangling[]>): DanglingEvents {
  const times = [...streams.values()].flat().map(({ occurredAt }) => occurredAt)
  return {
    end: times.reduce((latest, time) => Math.max(latest, time + 1), Number.NEGATIVE_INFINITY),
    get size() {
      let size = 0
      for (const events of streams.values()) size += events.length
      return size
    },
    matched(stream, events) {
      const known = streams.get(stream) ?? []
      const count = Math.min(known.length, events.length)
      for (let index = 0; index < count; index++) {
        const { id, revision } = known[index]
        if (!sameEventId(id, events[index].id)) throw new LogMismatch({ stream, revision }, id, events[index].id)
      }
      return count
    },
    drop(stream, count) {
      const rest = streams.get(stream)?.slice(count) ?? []
      if (rest.length === 0) streams.delete(stream)
      else streams.set(stream, rest)
    },
    assertNoneBefore(time) {
      for (const [stream, [{ id, occurredAt, revision }]] of streams) {
        if (occurredAt < time) throw new LogMismatch({ stream, revision }, id, undefined)
      }
    },
  }
}
