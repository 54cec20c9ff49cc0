import type { RecordedSlice } from '../../event-store/bookkeeping.ts'
import { type EventStore, isBookkeeping, type ReadAllOptions, type RecordedEvent } from '../../event-store/port.ts'
import { type EventId, sameEventId } from '../../simulation/event-id.ts'
import type { SimTime } from '../../time/sim-time.ts'
import type { LogUntil } from '../history/log-until.ts'
import type { ReturnDays } from './returns.ts'
import { sliceHolding } from './slice-index.ts'

/** Slices that are kept in memory: causes are often close to each other. */
const MAX_KEPT_SLICES = 8

/** A slice and its events. */
export interface ReadSlice {
  readonly from: SimTime
  readonly to: SimTime
  readonly events: readonly RecordedEvent[]
}

/** Of which streams, and whether with data. */
export type Narrowed = Pick<ReadAllOptions, 'prefixes' | 'withoutData'>

/** A log as questions about causes read it. */
export interface ToldLog {
  /** What the configuration of the run says about returns. */
  readonly returnDays: ReturnDays
  /** The slice that holds an instant; undefined outside the log. */
  sliceAt(at: SimTime): Promise<ReadSlice | undefined>
  event(id: EventId): Promise<RecordedEvent | undefined>
  /** Oldest first; empty for a stream that does not exist. */
  stream(name: string): AsyncIterable<RecordedEvent>
  /** Names of streams in code-point order. */
  streams(prefix: string): AsyncIterable<string>
  /** Events of a span, both ends included, in streams with one of these prefixes, in batches; inside a slice in no order. */
  between(span: readonly [SimTime, SimTime], narrowed: Narrowed): AsyncIterable<readonly RecordedEvent[]>
}

type Store = Pick<EventStore, 'readStream' | 'revisionOf'>

/** Reads whole slices only: `log` ends with the last of them. */
export function toldLog(store: Store, log: LogUntil, returnDays: ReturnDays): ToldLog {
  const kept: ReadSlice[] = []
  const sliceAt = async (at: SimTime) => {
    const known = kept.find(({ from, to }) => from <= at && at < to)
    if (known !== undefined) return known
    const slice = await sliceHolding(store, at)
    if (slice === undefined) return undefined
    const read = { from: slice.from, to: slice.to, events: await eventsOf(log, slice) }
    if (kept.push(read) > MAX_KEPT_SLICES) kept.shift()
    return read
  }
  return {
    returnDays,
    sliceAt,
    event: async (id) => (await sliceAt(id.ms))?.events.find((event) => sameEventId(event.id, id)),
    stream: (name) => log.readStream(name),
    streams: (prefix) => log.listStreams(prefix),
    between: (span, narrowed) => eventsBetween(store, log, { span, narrowed }),
  }
}

interface Between {
  readonly span: readonly [SimTime, SimTime]
  readonly narrowed: Narrowed
}

/** Passes over what stands in other streams without reading it, so that a long span costs little more than what is wanted of it. */
async function* eventsBetween(
  store: Store,
  log: LogUntil,
  { span, narrowed }: Between,
): AsyncGenerator<readonly RecordedEvent[]> {
  const [from, to] = span
  const first = await sliceHolding(store, from)
  if (first === undefined) return
  const last = await sliceHolding(store, to)
  for await (const { events, upTo } of log.readAll(first.after, narrowed)) {
    yield events.filter(({ occurredAt }) => from <= occurredAt && occurredAt <= to)
    if (last !== undefined && upTo >= last.upTo) return
  }
}

async function eventsOf(log: LogUntil, { after, upTo, from, to }: RecordedSlice): Promise<RecordedEvent[]> {
  const found: RecordedEvent[] = []
  for await (const batch of log.readAll(after)) {
    for (const event of batch.events) {
      const isInside = event.position < upTo && event.occurredAt >= from && event.occurredAt < to
      if (isInside && !isBookkeeping(event.stream)) found.push(event)
    }
    if (batch.upTo >= upTo) break
  }
  return found
}
