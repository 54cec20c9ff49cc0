import type { OutboxState } from '../../api/streaming.ts'
import type { Database } from '../../database/connect.ts'
import type { LogIndex } from './log-index.ts'

const NOTHING: OutboxState = { sink: null, pending: 0, sent: 0, oldestPending: null, latestSent: null }

/** The publisher that was at work last, among those to sinks of a kind. */
const LAST_PLACE = `
  SELECT sink, slice::int, events_done AS "eventsDone" FROM tillstream.publishers
   WHERE log_id = $1 AND ($2::text IS NULL OR sink LIKE $2 || ' %') ORDER BY updated_at DESC LIMIT 1`

interface Place {
  readonly sink: string
  readonly slice: number
  readonly eventsDone: number
}

/** What is in the log behind the place of the publisher that was at work last; nothing before there was one. */
export async function readOutbox(index: LogIndex, kind: string | null, { pool }: Database): Promise<OutboxState> {
  const facts = await index.facts()
  if (facts === undefined) return NOTHING
  const { rows } = await pool.query<Place>(LAST_PLACE, [facts.started.log_id, kind])
  const [place] = rows
  if (place === undefined) return NOTHING
  const { sink, slice, eventsDone } = place
  const sent = facts.eventsUpTo(slice) + eventsDone
  const pending = facts.events - sent
  const end = facts.endOf(slice)
  const reached = end === undefined ? null : new Date(end).toISOString()
  return { sink, pending, sent, oldestPending: pending === 0 ? null : reached, latestSent: reached }
}
