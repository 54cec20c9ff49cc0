import type { DeadLetters, KeptLetter, LetterSummary } from '../../api/dead-letters.ts'
import { EngineRefused } from '../../api/engine.ts'
import type { Database } from '../../database/connect.ts'
import { isoColumn } from './iso-column.ts'
import type { LogIndex } from './log-index.ts'
import { asked } from './postgres-tables.ts'
import { retryLetters, type RunAside } from './publish-aside.ts'

/** What dead letters are read from, and how they are sent again. */
export interface LetterSources {
  readonly index: LogIndex
  readonly database: () => Database
  readonly runAside: RunAside
  /** Why nothing can be sent, if so. */
  readonly missing: () => string | undefined
}

/** The dead letters of the served log. */
export function keptLetters({ index, database, runAside, missing }: LetterSources): DeadLetters {
  let isRetrying = false
  return {
    summary: () => asked(() => summarize(index, database())),
    list: (limit) => asked(() => list(index, database(), limit)),
    async retry() {
      if (isRetrying) throw new EngineRefused('busy', 'dead letters are being sent already')
      isRetrying = true
      try {
        return await retryLetters(runAside, missing())
      } finally {
        isRetrying = false
      }
    },
  }
}

const SUMMARY = `
  SELECT sink, event_type, count(*)::int AS count,
         ${isoColumn('min(first_failed_at)')} AS oldest, ${isoColumn('max(first_failed_at)')} AS newest
    FROM tillstream.dead_letters WHERE log_id = $1 GROUP BY sink, event_type ORDER BY sink, event_type`

interface SummaryRow {
  readonly sink: string
  readonly event_type: string
  readonly count: number
  readonly oldest: string
  readonly newest: string
}

/** The dead letters of the log, of all sinks, in figures. */
async function summarize(index: LogIndex, { pool }: Database): Promise<LetterSummary> {
  const rows = await ofLog(index, async (logId) => (await pool.query<SummaryRow>(SUMMARY, [logId])).rows)
  return {
    size: rows.reduce((sum, { count }) => sum + count, 0),
    byType: sums(rows, 'event_type'),
    bySink: sums(rows, 'sink'),
    oldest: rows.map(({ oldest }) => oldest).toSorted()[0] ?? null,
    newest:
      rows
        .map(({ newest }) => newest)
        .toSorted()
        .at(-1) ?? null,
  }
}

function sums(rows: readonly SummaryRow[], name: 'event_type' | 'sink'): Readonly<Record<string, number>> {
  const result: Record<string, number> = {}
  for (const row of rows) result[row[name]] = (result[row[name]] ?? 0) + row.count
  return result
}

const LETTERS = `
  SELECT sink, event_id AS "eventId", event_type AS "eventType", partition_key AS "partitionKey", reason, attempts,
         ${isoColumn('first_failed_at')} AS "firstFailedAt", ${isoColumn('last_failed_at')} AS "lastFailedAt",
         envelope::json AS envelope
    FROM tillstream.dead_letters WHERE log_id = $1 ORDER BY last_failed_at DESC, event_id LIMIT $2`

/** Dead letters of the log, of all sinks, the newest first. */
async function list(index: LogIndex, { pool }: Database, limit: number): Promise<readonly KeptLetter[]> {
  return await ofLog(index, async (logId) => (await pool.query<KeptLetter>(LETTERS, [logId, limit])).rows)
}

/** A database keeps letters of every log that was published from it; sending them again knows those of this one only. */
async function ofLog<Row>(index: LogIndex, read: (logId: string) => Promise<readonly Row[]>): Promise<readonly Row[]> {
  const facts = await index.facts()
  return facts === undefined ? [] : await read(facts.started.log_id)
}
