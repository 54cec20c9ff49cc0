import type { ReaderLag } from '../../api/reader-metrics.ts'
import type { Database } from '../../database/connect.ts'
import { readerOf } from '../../projection/checkpoints.ts'
import { readTablePlaces } from '../history/table-places.ts'
import type { LogFacts, LogIndex } from './log-index.ts'
import { lastPlace } from './outbox.ts'

/** What reads the log, up to the end of a slice and some events of the next. */
interface Reader {
  readonly reader: string
  readonly slice: number
  readonly eventsDone?: number
}

/** How far the tables are behind, each, and the publisher that was at work last; none of a log that the tables are not of. */
export async function tableLags(
  index: LogIndex,
  kind: string | null,
  { pool }: Database,
): Promise<readonly ReaderLag[]> {
  const facts = await index.facts()
  if (facts === undefined) return []
  const logId = facts.started.log_id
  const { logId: bound, slices } = await readTablePlaces(pool)
  const tables = bound === logId ? [...slices].map(([table, slice]) => ({ reader: readerOf(table), slice })) : []
  const publisher = await lastPlace(pool, logId, kind)
  const readers: readonly Reader[] = publisher ? [...tables, { ...publisher, reader: 'publisher' }] : tables
  return readers.map((reader) => lagOf(reader, facts))
}

/** How far the live feed is behind, which has told the events up to a slice; null while it follows no log. */
export async function feedLag(index: LogIndex, slice: number | null): Promise<readonly ReaderLag[]> {
  const facts = slice === null ? undefined : await index.facts()
  return slice === null || facts === undefined ? [] : [lagOf({ reader: 'live_feed', slice }, facts)]
}

/** A reader may have come further since the log was looked at. */
function lagOf(
  { reader, slice, eventsDone = 0 }: Reader,
  { from, to, events, eventsUpTo, endOf }: LogFacts,
): ReaderLag {
  const reached = endOf(slice) ?? from ?? 0
  return {
    reader,
    events: Math.max(0, events - eventsUpTo(slice) - eventsDone),
    simulatedSeconds: Math.max(0, (to ?? reached) - reached) / 1000,
  }
}
