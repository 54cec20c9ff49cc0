import type { RecordedEvent } from '../../event-store/port.ts'
import { type EventId, eventIdText, sameEventId } from '../../simulation/event-id.ts'
import { parseIsoTime } from '../../time/iso-time.ts'
import { HOUR, type SimTime } from '../../time/sim-time.ts'
import { isReturnOf, returnStreams } from './returns.ts'
import type { ReadSlice, ToldLog } from './told-log.ts'

/** Streams and slices that are read for one story; a story that needs more is told in part. */
export const MAX_STREAMS_READ = 1000
export const MAX_SLICES_READ = 2000
/** Longer chains of causes are cut at their old end. */
export const MAX_CHAIN = 100

/** Events with one effect that comes later, in a stream that nothing names before: the visit that an advertisement causes. */
const LATER_EFFECT: Readonly<Record<string, SimTime>> = { ad_impression: 48 * HOUR }

/** The events of a story by the text of their ids. */
export interface Story {
  readonly events: ReadonlyMap<string, RecordedEvent>
  /** Whether a limit left a part of the log unread. */
  readonly isCut: boolean
}

interface Gathering {
  readonly correlation: EventId
  readonly events: Map<string, RecordedEvent>
  /** The same in the order in which they were found: it grows while the neighbourhood of each is read. */
  readonly found: RecordedEvent[]
  /** Ids, as text, of events that have effects. */
  readonly causes: Set<string>
  readonly streams: Set<string>
  readonly slices: Pick<ReadSlice, 'from' | 'to'>[]
  isCut: boolean
}

/**
 * Gathers the story of an event. Effects stand in streams that the story is in already, which are read to their end, or are
 * reactions of the same instant, in the same slice: so it takes no longer in a long log than in a short one. The visit that
 * an advertisement causes and the return of a sale are looked for as long as they can come.
 */
export async function gatherStory(log: ToldLog, asked: RecordedEvent): Promise<Story> {
  const { correlation } = asked
  const gathering: Gathering = {
    correlation,
    events: new Map(),
    found: [],
    causes: new Set(),
    streams: new Set(),
    slices: [],
    isCut: false,
  }
  take(gathering, asked)
  await readSlices(gathering, log, [correlation.ms, correlation.ms])
  for (const event of gathering.found) {
    const { id, stream, type, occurredAt, data } = event
    await readStream(gathering, log, stream)
    await readSlices(gathering, log, [occurredAt, occurredAt])
    const end = type === 'command_accepted' ? endOf(data) : undefined
    if (end !== undefined) await readSlices(gathering, log, [end, end])
    const later = LATER_EFFECT[type]
    if (later !== undefined) await readSlices(gathering, log, [occurredAt, occurredAt + later], eventIdText(id))
    await readReturn(gathering, log, event)
  }
  return gathering
}

/** The instant at which what a command asked for is over, and its effect is taken back. */
function endOf({ ends_at: end }: { readonly ends_at?: string | null }): SimTime | undefined {
  return end ? parseIsoTime(end) : undefined
}

function take({ correlation, events, found, causes }: Gathering, event: RecordedEvent): void {
  if (!sameEventId(event.correlation, correlation)) return
  const key = eventIdText(event.id)
  if (events.has(key)) return
  events.set(key, event)
  found.push(event)
  if (event.causation !== null) causes.add(eventIdText(event.causation))
}

async function readStream(gathering: Gathering, log: ToldLog, name: string): Promise<void> {
  if (gathering.streams.has(name)) return
  if (gathering.streams.size >= MAX_STREAMS_READ) {
    gathering.isCut = true
    return
  }
  gathering.streams.add(name)
  for await (const event of log.stream(name)) take(gathering, event)
}

/** Reads the days of a sale's store on which it may come back, as far as its return is still to be found. */
async function readReturn(gathering: Gathering, log: ToldLog, sale: RecordedEvent): Promise<void> {
  for (const name of returnStreams(sale, log.returnDays)) {
    if (gathering.found.some((event) => isReturnOf(sale, event))) return
    await readStream(gathering, log, name)
  }
}

/** Reads the slices of a span, both ends included, as far as an effect of `cause` is still to be found. */
async function readSlices(
  gathering: Gathering,
  log: ToldLog,
  span: readonly [SimTime, SimTime],
  cause = '',
): Promise<void> {
  const { slices, causes } = gathering
  for (let [at, until] = span; at <= until && !causes.has(cause); ) {
    const known = slices.find(({ from, to }) => from <= at && at < to)
    if (known === undefined && slices.length >= MAX_SLICES_READ) gathering.isCut = true
    const slice = known ?? (gathering.isCut ? undefined : await log.sliceAt(at))
    if (slice === undefined) return
    if (slice !== known) {
      slices.push({ from: slice.from, to: slice.to })
      for (const event of (slice as ReadSlice).events) take(gathering, event)
    }
    at = slice.to
  }
}

/** An event with its causes, the root first. */
export async function chainOf(log: ToldLog, event: RecordedEvent): Promise<readonly RecordedEvent[]> {
  const chain = [event]
  for (let cause = event.causation; cause !== null && chain.length < MAX_CHAIN; ) {
    const found: RecordedEvent | undefined = await log.event(cause)
    if (found === undefined) break
    chain.unshift(found)
    cause = found.causation
  }
  return chain
}
