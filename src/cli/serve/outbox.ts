import type { OutboxState } from '../../api/streaming.ts'
import type { Database } from '../../database/connect.ts'
import type { CommandContext } from '../command.ts'
import { mayHaveLog } from '../event-log.ts'
import { openLog } from '../open-log.ts'
import { eventsBehind, readSliceList } from '../status/log-status.ts'

const NOTHING: OutboxState = { sink: null, pending: 0, sent: 0, oldestPending: null, latestSent: null }

/** The publisher that was at work last. */
const LAST_PLACE = `
  SELECT sink, slice, events_done AS "eventsDone" FROM tillstream.publishers
   WHERE log_id = $1 ORDER BY updated_at DESC LIMIT 1`

interface Place {
  readonly sink: string
  readonly slice: number
  readonly eventsDone: number
}

/** What is in the log behind the place of the publisher that was at work last; nothing before there was one. */
export async function readOutbox(context: CommandContext, { pool }: Database): Promise<OutboxState> {
  const resolved = await context.config()
  if (!mayHaveLog(resolved.config)) return NOTHING
  await using log = await openLog(resolved, { readOnly: true, warn: context.log.warn, signal: context.signal })
  const { started } = log.history
  if (started === undefined) return NOTHING
  const { rows } = await pool.query<Place>(LAST_PLACE, [started.log_id])
  const [place] = rows
  if (place === undefined) return NOTHING
  const slices = await readSliceList(log.store)
  const pending = eventsBehind(slices, place.slice) - place.eventsDone
  const next = slices.find(({ number, eventCount }) => number > place.slice && eventCount > 0)
  const last = slices.find(({ number }) => number === place.slice)
  return {
    sink: place.sink,
    pending,
    sent: eventsBehind(slices, 0) - pending,
    oldestPending: pending === 0 || next === undefined ? null : new Date(next.from).toISOString(),
    latestSent: last === undefined ? null : new Date(last.to).toISOString(),
  }
}
