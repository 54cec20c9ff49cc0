import type { RecordedEvent } from '../../event-store/port.ts'
import { type EventId, eventIdText } from '../../simulation/event-id.ts'

/** How many references to events out of reach are held before the log is searched for them. */
export const MAX_AWAITED = 200_000

const FILTER_BITS = 20

/** An event names another. */
export interface Reference {
  readonly target: EventId
  /** What the target is to the event. */
  readonly as: 'cause' | 'reorder'
  readonly from: RecordedEvent
}

/** References whose target was not among the recent events. */
export interface AwaitedEvents {
  readonly size: number
  add(reference: Reference): void
  /** The references to this event, which are then no longer awaited. */
  take(id: EventId): readonly Reference[]
  /** All that are left; empties it. */
  takeAll(): readonly Reference[]
}

const NONE: readonly Reference[] = []

/** No references yet. */
export function createAwaitedEvents(): AwaitedEvents {
  const byTarget = new Map<string, Reference[]>()
  // Most events are awaited by nobody: a bit per hash value says so without making a key.
  const filter = new Uint8Array(1 << FILTER_BITS)
  const mask = filter.length - 1
  let size = 0
  return {
    get size() {
      return size
    },
    add(reference) {
      const key = eventIdText(reference.target)
      const others = byTarget.get(key)
      if (others === undefined) byTarget.set(key, [reference])
      else others.push(reference)
      filter[reference.target.c & mask] = 1
      size++
    },
    take(id) {
      if (filter[id.c & mask] === 0) return NONE
      const key = eventIdText(id)
      const found = byTarget.get(key)
      if (found === undefined) return NONE
      byTarget.delete(key)
      size -= found.length
      return found
    },
    takeAll() {
      const left = [...byTarget.values()].flat()
      byTarget.clear()
      filter.fill(0)
      size = 0
      return left
    },
  }
}
