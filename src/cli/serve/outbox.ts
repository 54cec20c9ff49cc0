import type { OutboxState } from '../../api/streaming.ts'
import type { Database } from '../../database/connect.ts'
import type { LogIndex } from './log-index.ts'

const NOTHING: OutboxState = { sink: null, pending: 0, sent: 0, oldestPending: null, latestSent: null }

const LAST_PLACE = `
  SELECT sink, slice::int, events_done AS "eventsDone" FROM tillstream.publishers
   WHERE log_id = $1 AND ($2::text IS NULL OR sink LIKE $2 || ' %') ORDER BY updated_at DESC LIMIT 1`

/** How far the log was sent to a sink. */
export interface Place {
  readonly sink: string
  readonly slice: number
  readonly eventsDone: number
}

/** The place of the publisher that was at work last, among those to sinks of a kind; null for any. */
export async function lastPlace(
  pool: Database['pool'],
  logId: string,
  kind: string | null,
): Promise<Place | undefined> {
  const { rows } = await pool.query<Place>(LAST_PLACE, [logId, kind])
  return rows[0]
}

/** What is in the log behind the place of the publisher that was at work last; nothing before there was one. */
export async function readOutbox(index: LogIndex, kind: string | null, { pool }: Database): Promise<OutboxState> {
  const facts = await index.facts()
  if (facts === undefined) return NOTHING
  const place = await lastPlace(pool, facts.started.log_id, kind)
  if (place === undefined) return NOTHING
  const { sink, slice, eventsDone } = place
  const sent = facts.eventsUpTo(slice) + eventsDone
  // More may have been recorded, and sent, since the log was looked at.
  const pending = Math.max(0, facts.events - sent)
  const end = facts.endOf(slice)
  const reached = end === undefined ? null : new Date(end).toISOString()
  return { sink, pending, sent, oldestPending: pending === 0 ? null : reached, latestSent: reached }
}
