import type { RecordedEvent } from '../../event-store/port.ts'
import type { Slice } from '../../event-store/reader.ts'
import type { Pace } from '../../time/pace.ts'
import type { PublishedPlace } from '../records.ts'
import type { AddEvent } from '../faults/fault-injector.ts'
import type { LogPlace, Outgoing, SlicePlace } from './outgoing.ts'
import type { RateCap } from './rate-cap.ts'

/** What feeds the lanes. */
export interface FeedParts {
  readonly add: AddEvent
  readonly partitionOf: (event: RecordedEvent) => string
  /** Whether an event is published. */
  readonly isWanted: (event: RecordedEvent) => boolean
  /** Keeps events until their time comes; they go as fast as they are taken without it. */
  readonly pace: Pace | undefined
  readonly cap: RateCap | undefined
  readonly onRead: () => void
  /** Hears of the simulated time before which everything is read. */
  readonly onPassed?: ((time: number) => void) | undefined
}

/** Takes events from the log to the lanes. */
export interface Feed {
  /** Where it is: everything before this place is in the lanes, or has left them. */
  readonly place: LogPlace
  /** Feeds slices that begin where `place` was left, until they end or `signal` is aborted. */
  run(slices: AsyncIterable<Slice>, signal: AbortSignal): Promise<void>
}

/** A feed that begins at a place. */
export function createFeed(parts: FeedParts, { position, slice, eventsDone }: PublishedPlace): Feed {
  let place: LogPlace = { slice: { number: slice + 1, after: position }, index: eventsDone }
  return {
    get place() {
      return place
    },
    async run(slices, signal) {
      for await (const { number, events, to, upTo } of slices) {
        const here: SlicePlace = { number, after: place.slice.after }
        for (let { index } = place; index < events.length; index++) {
          const waiting = offer(parts, { event: events[index], slice: here, index }, signal)
          if (waiting !== undefined) await waiting
          if (signal.aborted) return
          place = { slice: here, index: index + 1 }
          parts.onRead()
        }
        place = { slice: { number: number + 1, after: upTo }, index: 0 }
        parts.onPassed?.(to)
      }
    },
  }
}

/** A promise only when there is something to wait for: most events come as fast as they can be read. */
function offer(parts: FeedParts, offered: Outgoing, signal: AbortSignal): Promise<void> | undefined {
  const { isWanted, pace, cap } = parts
  if (!isWanted(offered.event)) return undefined
  const isDue = pace?.tryReach(offered.event.occurredAt) ?? true
  const held = isDue ? cap?.take(signal) : hold(parts, offered.event, signal)
  if (held === undefined) return pass(parts, offered)
  return held.then(
    () => pass(parts, offered),
    (error: unknown) => {
      if (!signal.aborted) throw error
    },
  )
}

async function hold({ pace, cap }: FeedParts, { occurredAt }: RecordedEvent, signal: AbortSignal): Promise<void> {
  await pace?.reach(occurredAt, signal)
  await cap?.take(signal)
}

function pass({ add, partitionOf }: FeedParts, offered: Outgoing): Promise<void> | undefined {
  return add(partitionOf(offered.event), offered)
}
