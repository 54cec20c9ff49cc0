import { compareEvents } from '../simulation/domain-event.ts'
import { type RecordedSlice, recordedSlice, SLICE_RECORDED } from './bookkeeping.ts'
import { type EventStore, isBookkeeping, type Position, type RecordedEvent } from './port.ts'

/** A whole slice: its domain events in their total order, and the checkpoint behind it. */
export interface Slice {
  /** 1, 2, 3, ... within the run. */
  readonly number: number
  /** Simulated milliseconds; `to` is not included. */
  readonly from: number
  readonly to: number
  readonly events: readonly RecordedEvent[]
  readonly upTo: Position
}

/** How slices are read. */
export interface ReadSlicesOptions {
  readonly signal?: AbortSignal
  /** Goes on with new slices until aborted, instead of ending with the log. */
  readonly live?: boolean
}

/** The log does not hold all events of a slice. */
export class IncompleteSlice extends Error {
  override readonly name = 'IncompleteSlice'
}

/**
 * Reads whole slices behind a checkpoint. Events behind the last `slice_recorded` wait for theirs. At the end of the log
 * events that were recorded as objects are these very objects.
 * @throws IncompleteSlice when the log does not hold what a slice counts.
 */
export async function* readSlices(
  store: EventStore,
  after: Position | 'start',
  { signal, live = false }: ReadSlicesOptions = {},
): AsyncGenerator<Slice> {
  const options = signal === undefined ? {} : { signal }
  const batches = live ? store.subscribe(after, options) : store.readAll(after, options)
  let gathered: RecordedEvent[] = []
  let since = after
  for await (const { events } of batches) {
    for (const event of events) {
      if (!isBookkeeping(event.stream)) {
        gathered.push(event)
      } else if (event.type === SLICE_RECORDED) {
        yield await completeSlice(store, recordedSlice(event), { gathered, since })
        gathered = []
        since = event.position
      }
    }
  }
}

interface Gathered {
  readonly gathered: RecordedEvent[]
  readonly since: Position | 'start'
}

/** After a crash, events of a slice may stand before the end of the one before it: then they are read again. */
async function completeSlice(store: EventStore, slice: RecordedSlice, { gathered, since }: Gathered): Promise<Slice> {
  let events = gathered.filter((event) => isOf(slice, event))
  if (events.length < slice.eventCount && isBefore(slice.after, since)) {
    events = (await earlierEvents(store, slice, since)).concat(events)
  }
  if (events.length !== slice.eventCount) {
    const { number, eventCount } = slice
    throw new IncompleteSlice(`slice ${number} has ${eventCount} events, the log holds ${events.length} of them`)
  }
  const { number, from, to, upTo } = slice
  return { number, from, to, events: events.toSorted(compareEvents), upTo }
}

function isOf({ from, to }: RecordedSlice, { occurredAt }: RecordedEvent): boolean {
  return occurredAt >= from && occurredAt < to
}

function isBefore(left: Position | 'start', right: Position | 'start'): boolean {
  if (right === 'start') return false
  return left === 'start' || left < right
}

async function earlierEvents(
  store: EventStore,
  slice: RecordedSlice,
  until: Position | 'start',
): Promise<RecordedEvent[]> {
  const found: RecordedEvent[] = []
  for await (const { events } of store.readAll(slice.after)) {
    for (const event of events) {
      if (isBefore(until, event.position)) return found
      if (!isBookkeeping(event.stream) && isOf(slice, event)) found.push(event)
    }
  }
  return found
}
