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
 * table: for them the log is read from where the first can have begun.
 */
export async function figuresAtEnd(store: EventStore, end: LogEnd, sources: FigureSources): Promise<Figures> {
  const { slices, tip } = end
  const { beginning, signal } = sources
  const place = placeOfTables(end, beginning)
  const heard = slices.find(({ to }) => to > (slices.at(-1)?.to ?? 0) - HEARD)
  const figures = new Figures(
    place === undefined
      ? { ...UNKNOWN, stockouts: beginning.company.stockouts }
      : withVisits(beginning.company, await readVisits(store, { place, slices, signal })),
  )
  const after = place === undefined ? heard?.after : place.slice.upTo
  if (after === undefined || after === tip) return figures
  for await (const { events, upTo } of readSlices(store, after, { signal })) {
    figures.take(events)
    if (upTo === tip) break
  }
  return figures
}

interface TablesPlace {
  readonly slice: RecordedSlice
  /** No visit that was under way there began before. */
  readonly since: SimTime
}

/** Where the tables stand in this log; undefined when they are of another one, not together, or further back than would be heard. */
function placeOfTables({ started, slices }: LogEnd, { place }: FeedBeginning): TablesPlace | undefined {
  if (place === null || place.logId !== started?.log_id) return undefined
  const slice = slices.find(({ number }) => number === place.slice)
  if (slice === undefined || slice.to < (slices.at(-1)?.to ?? 0) - HEARD) return undefined
  return { slice, since: slice.to - longestVisitOf(started) }
}

interface VisitSources {
  readonly place: TablesPlace
  readonly slices: readonly RecordedSlice[]
  readonly signal: AbortSignal
}

/** Reads batch by batch, because slices of a large company are large, and their order does not matter here. */
async function readVisits(store: EventStore, { place, slices, signal }: VisitSources): Promise<VisitsUnderWay> {
  const { slice, since } = place
  const visits = new VisitsUnderWay({ from: since, to: slice.to })
  const after = slices.find(({ to }) => to > since)?.after ?? 'start'
  for await (const { events, upTo } of store.readAll(after, { signal })) {
    visits.take(events)
    if (upTo >= slice.upTo) break
  }
  return visits
}

function withVisits(company: CompanyAt, { people, visits }: VisitsUnderWay): CompanyAt {
  const days = new Map(company.days)
  for (const [date, count] of visits) {
    const day = days.get(date) ?? EMPTY_DAY
    days.set(date, { ...day, visits: day.visits + count })
  }
  return { ...company, people, days }
}
