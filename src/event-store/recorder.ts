import type { Ordered } from '../simulation/domain-event.ts'
import { type RecordedSlice, SLICE_RECORDED, type SliceRecordedData } from './bookkeeping.ts'
import { type DanglingEvents, loadDanglingEvents } from './dangling-events.ts'
import {
  type Appended,
  type EventStore,
  eventsOf,
  type PackedEvents,
  type Position,
  type ProposedEvent,
} from './port.ts'
import { openRunStream, type RunStream } from './run-stream.ts'
import { createStreamHeads, type StreamHeads } from './stream-heads.ts'

/** What happened in one stream during a slice. */
export interface StreamEvents {
  readonly stream: string
  /** In the order that they shall have. */
  readonly events: readonly ProposedEvent[] | PackedEvents
  /** The place of the first one in the total order, and when the last one happened. */
  readonly first: Ordered
  readonly lastAt: number
  /** Whether the stream takes no more events, so that its revision may be forgotten. */
  readonly ended: boolean
}

/** A stretch of simulated time, from `from` up to, not including, `to`, with everything that happened in it. */
export interface SliceToRecord {
  readonly from: number
  readonly to: number
  /** In the order in which they are appended. */
  readonly streams: readonly StreamEvents[]
}

/** The single writer of a log. After a failure it takes nothing more: open a new one on the store. */
export interface Recorder {
  /** The last whole slice in the log. */
  readonly last: RecordedSlice | undefined
  /** How many events behind it a crash has left; slices that contain them again skip them. */
  readonly dangling: number
  /** Simulated time behind which nothing is in the log yet: nobody may change what comes before. */
  readonly openFrom: number
  /** @throws LogMismatch when the log holds other events there; RangeError for an event outside its slice. */
  record(slice: SliceToRecord): Promise<RecordedSlice>
  /** Appends to the bookkeeping stream; `occurredAt` is the end of the last slice when absent. */
  note(type: string, data: object, occurredAt?: number): Promise<Appended>
}

interface Parts {
  readonly store: EventStore
  readonly run: RunStream
  readonly heads: StreamHeads
  readonly dangling: DanglingEvents
}

/** The events of one stream in a slice; the first `skipped` are in the log already. */
interface StreamPart extends StreamEvents {
  readonly skipped: number
}

/** Opens the recorder of a run: finds its last slice and what lies behind it. */
export async function createRecorder(store: EventStore, runStream: string): Promise<Recorder> {
  const run = await openRunStream(store, runStream)
  const dangling = await loadDanglingEvents(store, run.lastSlice?.upTo ?? 'start')
  const parts = { store, run, dangling, heads: createStreamHeads(store) }
  const inOrder = createSequence()
  let last = run.lastSlice
  let tail: Position | 'start' = last?.upTo ?? 'start'
  return {
    get last() {
      return last
    },
    get dangling() {
      return dangling.size
    },
    get openFrom() {
      return Math.max(last?.to ?? Number.NEGATIVE_INFINITY, dangling.end)
    },
    record: (slice) =>
      inOrder(async () => {
        if (last !== undefined && slice.from !== last.to) {
          throw new RangeError(`a slice from ${slice.from} does not follow the last one, which ends at ${last.to}`)
        }
        const after: Position | 'start' = tail
        const recorded = await recordSlice(parts, slice, { number: (last?.number ?? 0) + 1, after })
        if (dangling.size === 0) tail = recorded.upTo
        last = recorded
        return recorded
      }),
    note: (type, data, occurredAt) =>
      inOrder(() => run.append({ type, data, occurredAt: occurredAt ?? last?.to ?? 0 })),
  }
}

async function recordSlice(
  parts: Parts,
  slice: SliceToRecord,
  { number, after }: { number: number; after: Position | 'start' },
): Promise<RecordedSlice> {
  for (const stream of slice.streams) assertInside(stream, slice)
  const streams = matchWithLog(parts.dangling, slice.streams)
  parts.dangling.assertNoneBefore(slice.to)
  await appendStreams(parts, streams)
  const eventCount = slice.streams.reduce((sum, { events }) => sum + events.length, 0)
  const data: SliceRecordedData = {
    slice: number,
    from: slice.from,
    to: slice.to,
    event_count: eventCount,
    after_position: after === 'start' ? null : String(after),
  }
  const { position } = await parts.run.append({ type: SLICE_RECORDED, data, occurredAt: slice.to })
  return { number, from: slice.from, to: slice.to, eventCount, after, upTo: position }
}

function assertInside({ stream, first, lastAt }: StreamEvents, { from, to }: SliceToRecord): void {
  for (const at of [first.occurredAt, lastAt]) {
    if (at < from || at >= to) throw new RangeError(`an event of ${stream} at ${at} is outside ${from} to ${to}`)
  }
}

/** Compares with what a crash has left, and forgets it only when all of the slice fits. */
function matchWithLog(dangling: DanglingEvents, streams: readonly StreamEvents[]): StreamPart[] {
  if (dangling.size === 0) return streams.map((part) => ({ ...part, skipped: 0 }))
  const parts = streams.map((part) => ({ ...part, skipped: dangling.matched(part.stream, eventsOf(part.events)) }))
  for (const { stream, skipped } of parts) if (skipped > 0) dangling.drop(stream, skipped)
  return parts
}

/** Asks for the revisions first, so that all appends are made in one turn and the store can commit them together. */
async function appendStreams({ store, heads }: Parts, parts: readonly StreamPart[]): Promise<void> {
  const fresh = parts.filter(({ events, skipped }) => skipped < events.length)
  await heads.load(fresh.map(({ stream }) => stream))
  await Promise.all(
    fresh.map(({ stream, events, skipped }) => {
      const expected = heads.of(stream)
      const rest = skipped === 0 ? events : eventsOf(events).slice(skipped)
      heads.set(stream, (expected === 'no-stream' ? -1 : expected) + rest.length)
      return store.append(stream, rest, expected)
    }),
  )
  for (const { stream, ended } of parts) if (ended) heads.forget(stream)
  heads.trim()
}

/** Runs tasks one after the other; the first failure is the answer to all later ones. */
function createSequence(): <T>(task: () => Promise<T>) => Promise<T> {
  let tail: Promise<unknown> = Promise.resolve()
  return (task) => {
    const running = tail.then(task)
    tail = running
    tail.catch(() => {})
    return running
  }
}
