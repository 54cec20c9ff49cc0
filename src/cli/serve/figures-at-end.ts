import { type RecordedSlice, recordedSlice, SLICE_RECORDED } from '../../event-store/bookkeeping.ts'
import type { EventStore, Position } from '../../event-store/port.ts'
import { readSlices } from '../../event-store/reader.ts'
import { type CompanyAt, EMPTY_DAY, Figures, UNKNOWN } from '../../live/figures.ts'
import { VisitsUnderWay } from '../../live/visits-under-way.ts'
import { RUN_STREAM, type RunStarted } from '../../run-history.ts'
import { DAY, type SimTime } from '../../time/sim-time.ts'
import type { FeedBeginning } from './feed-messages.ts'
import { longestVisitOf } from './longest-visit-of.ts'

/** A log from its beginning to its end. */
export interface LogEnd {
  readonly started: RunStarted | undefined
  readonly slices: readonly RecordedSlice[]
  readonly tip: Position | 'start'
}

/** Reads the bookkeeping of a log. */
export async function readLogEnd(store: Pick<EventStore, 'readStream'>): Promise<LogEnd> {
  let started: RunStarted | undefined
  const slices: RecordedSlice[] = []
  for await (const event of store.readStream(RUN_STREAM)) {
    if (event.type === 'simulation_started') started = event.data as RunStarted
    if (event.type === SLICE_RECORDED) slices.push(recordedSlice(event))
  }
  return { started, slices, tip: slices.at(-1)?.upTo ?? 'start' }
}

/** What figures at the end of a log are made from. */
export interface FigureSources {
  readonly beginning: FeedBeginning
  readonly signal: AbortSignal
}

/** So much of a log is heard where tables do not help: people that are in stores have come in since, and trucks have set off. */
const HEARD = 2 * DAY

/**
 * The figures at the end of a log. They go on from where the tables stand, which is near. Visits that have not ended are in no
 * table: the log is read from where the first of them can have begun.
 */
export async function figuresAtEnd(
  store: EventStore,
  end: LogEnd,
  { beginning, signal }: FigureSources,
): Promise<Figures> {
  const { slices, tip } = end
  const place = placeOfTables(end, beginning)
  const since = place?.since ?? (slices.at(-1)?.to ?? 0) - HEARD
  const visits = new VisitsUnderWay(since)
  let figures: Figures | undefined
  const { stockouts } = beginning.company
  const begun = () => new Figures(place ? withVisits(beginning.company, visits) : { ...UNKNOWN, stockouts })
  if (tip === 'start') return begun()
  const after = slices.find(({ to }) => to > since)?.after ?? tip
  for await (const { number, events, upTo } of readSlices(store, after, { signal })) {
    if (place && number <= place.slice) visits.take(events)
    else (figures ??= begun()).take(events)
    if (upTo === tip) break
  }
  return figures ?? begun()
}

interface TablesPlace {
  readonly slice: number
  /** No visit that was under way there began before. */
  readonly since: SimTime
}

/** Where the tables stand in this log; undefined when they are of another one, not together, or further back than would be heard. */
function placeOfTables({ started, slices }: LogEnd, { place }: FeedBeginning): TablesPlace | undefined {
  if (place === null || place.logId !== started?.log_id) return undefined
  const slice = slices.find(({ number }) => number === place.slice)
  if (slice === undefined || slice.to < (slices.at(-1)?.to ?? 0) - HEARD) return undefined
  return { slice: slice.number, since: slice.to - longestVisitOf(started) }
}

function withVisits(company: CompanyAt, { people, visits }: VisitsUnderWay): CompanyAt {
  const days = new Map(company.days)
  for (const [date, count] of visits) {
    const day = days.get(date) ?? EMPTY_DAY
    days.set(date, { ...day, visits: day.visits + count })
  }
  return { ...company, people, days }
}
