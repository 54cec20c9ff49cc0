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

/** An effect that comes later, in a stream that nothing names before. */
interface LaterEffect {
  readonly within: SimTime
  /** How the names of streams begin that it may be in. */
  readonly streams: string
}

/** The visit that an advertisement causes. */
const LATER_EFFECT: Readonly<Record<string, LaterEffect>> = {
  ad_impression: { within: 48 * HOUR, streams: 'storeDay-' },
}

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
  await readSlice(gathering, log, correlation.ms)
  for (const event of gathering.found) {
    const { stream, type, occurredAt, data } = event
    await readStream(gathering, log, stream)
    await readSlice(gathering, log, occurredAt)
    const end = type === 'command_accepted' ? endOf(data) : undefined
    if (end !== undefined) await readSlice(gathering, log, end)
    const later = LATER_EFFECT[type]
    if (later !== undefined) await readLater(gathering, log, event, later)
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

/** Reads on from a cause as far as its effect is still to be found. */
async function readLater(
  gathering: Gathering,
  log: ToldLog,
  { id, occurredAt }: RecordedEvent,
  { within, streams }: LaterEffect,
): Promise<void> {
  if (gathering.causes.has(eventIdText(id))) return
  const span = [occurredAt, occurredAt + within] as const
  // Most advertisements bring nobody: all of the span is searched, for which data would be read in vain.
  for await (const events of log.between(span, { prefixes: [streams], withoutData: true })) {
    const effect = events.find(({ causation }) => causation !== null && sameEventId(causation, id))
    if (effect !== undefined) return await readStream(gathering, log, effect.stream)
  }
}

/** Reads the slice that holds an instant. */
async function readSlice(gathering: Gathering, log: ToldLog, at: SimTime): Promise<void> {
  const { slices } = gathering
  if (slices.some(({ from, to }) => from <= at && at < to)) return
  if (slices.length >= MAX_SLICES_READ) {
    gathering.isCut = true
    return
  }
  const slice = await log.sliceAt(at)
  if (slice === undefined) return
  slices.push({ from: slice.from, to: slice.to })
  for (const event of slice.events) take(gathering, event)
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
