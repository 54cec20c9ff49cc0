import { randomUUID } from 'node:crypto'
import type { Client } from 'pg'
import { openRetriedSession, type RetriedSession, type RetriedSessionOptions } from '../database/retried-session.ts'
import { type DeadLetter, PublisherMoved, type PublisherRecords } from './records.ts'

/** Whose records. */
export interface RecordsOptions extends RetriedSessionOptions {
  /** Name of the sink. */
  readonly sink: string
  readonly logId: string
}

/** Opens the records of a publisher in a migrated database, one connection for all its lanes. @throws DatabaseUnavailable */
export async function openPostgresRecords(options: RecordsOptions): Promise<PublisherRecords & AsyncDisposable> {
  const session = inTurn(await openRetriedSession(options))
  const key = [options.sink, options.logId]
  return {
    ...placeRecords(session, key),
    ...deadLetterRecords(session, key),
    [Symbol.asyncDispose]: () => session[Symbol.asyncDispose](),
  }
}

/** A session does one thing at a time; lanes may want several. */
function inTurn(session: RetriedSession): RetriedSession {
  let last: Promise<unknown> = Promise.resolve()
  return {
    transact(work) {
      const next = last.then(() => session.transact(work))
      last = next.catch(() => undefined)
      return next
    },
    async [Symbol.asyncDispose]() {
      await last
      await session[Symbol.asyncDispose]()
    },
  }
}

interface PlaceRow {
  readonly position: string | null
  readonly slice: string
  readonly events_done: number
}

function placeRecords(session: RetriedSession, key: readonly string[]): Pick<PublisherRecords, 'place' | 'savePlace'> {
  const owner = randomUUID()
  let isOwned = false
  return {
    place: () =>
      session.transact(async (client) => {
        const { rows } = await client.query<PlaceRow>(
          'SELECT position::text, slice::text, events_done FROM tillstream.publishers WHERE (sink, log_id) = ($1, $2)',
          [...key],
        )
        return rows.map(({ position, slice, events_done }) => ({
          position: position === null ? ('start' as const) : BigInt(position),
          slice: Number(slice),
          eventsDone: events_done,
        }))[0]
      }),
    async savePlace({ position, slice, eventsDone }, faults = []) {
      await session.transact(async (client) => {
        const values = [...key, position === 'start' ? null : position, slice, eventsDone, owner]
        const { rowCount } = await client.query(isOwned ? MOVE_PLACE : TAKE_PLACE, values)
        if (rowCount === 0)
          throw new PublisherMoved(`another process has begun to publish to ${key[0]}: this one stops`)
        if (faults.length > 0) await client.query(TELL_FAULTS, [...key, JSON.stringify(faults)])
      })
      // Before it is committed, a lost connection would have it taken again.
      isOwned = true
    },
  }
}

const TAKE_PLACE = `
  INSERT INTO tillstream.publishers (sink, log_id, position, slice, events_done, owner) VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT (sink, log_id) DO UPDATE
  SET position = $3, slice = $4, events_done = $5, owner = $6, updated_at = now()`

const MOVE_PLACE = `
  UPDATE tillstream.publishers SET position = $3, slice = $4, events_done = $5, updated_at = now()
  WHERE (sink, log_id, owner) = ($1, $2, $6)`

/** The same faults are decided upon again after a crash; with other shares or another seed, others. */
const TELL_FAULTS = `
  INSERT INTO truth_faults (sink, log_id, event_id, event_type, kind, detail)
  SELECT $1, $2, "eventId", "eventType", kind, detail
  FROM json_to_recordset($3) AS told ("eventId" uuid, "eventType" text, kind text, detail jsonb)
  ON CONFLICT (log_id, sink, event_id) DO UPDATE SET kind = excluded.kind, detail = excluded.detail`

function deadLetterRecords(
  session: RetriedSession,
  key: readonly string[],
): Pick<PublisherRecords, 'keepDeadLetter' | 'deadLetters' | 'forgetDeadLetter'> {
  return {
    keepDeadLetter: (letter) =>
      session.transact(async (client) => {
        // The embedded server forgets the last moment in a power cut, which nobody would send again.
        await client.query('SET LOCAL synchronous_commit = on')
        await client.query(KEEP_LETTER, [...key, ...valuesOf(letter)])
      }),
    deadLetters: () => session.transact((client) => readLetters(client, key)),
    forgetDeadLetter: (eventId) =>
      session.transact(async (client) => {
        await client.query('DELETE FROM tillstream.dead_letters WHERE (sink, log_id, event_id) = ($1, $2, $3)', [
          ...key,
          eventId,
        ])
      }),
  }
}

const KEEP_LETTER = `
  INSERT INTO tillstream.dead_letters (sink, log_id, event_id, event_type, partition_key, envelope, reason)
  VALUES ($1, $2, $3, $4, $5, $6, $7)
  ON CONFLICT (sink, log_id, event_id) DO UPDATE
  SET reason = excluded.reason, attempts = tillstream.dead_letters.attempts + 1, last_failed_at = now()`

function valuesOf({ eventId, eventType, partitionKey, envelope, reason }: DeadLetter): readonly string[] {
  return [eventId, eventType, partitionKey, envelope, reason]
}

/** Ids begin with the simulated time. */
async function readLetters(client: Client, key: readonly string[]): Promise<readonly DeadLetter[]> {
  const { rows } = await client.query<DeadLetter>(
    `SELECT event_id AS "eventId", event_type AS "eventType", partition_key AS "partitionKey", envelope, reason
     FROM tillstream.dead_letters WHERE (sink, log_id) = ($1, $2) ORDER BY event_id`,
    [...key],
  )
  return rows
}
