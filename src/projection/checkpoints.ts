import type { Client } from 'pg'
import type { Position } from '../event-store/port.ts'
import type { SimTime } from '../time/sim-time.ts'

/** How far a reader has come: everything up to the end of a slice. */
export interface Checkpoint {
  readonly position: Position
  /** Number of that slice. */
  readonly slice: number
  /** Simulated time at which it ends. */
  readonly simulatedTo: SimTime
}

/** Where a projection stands; `position` is 'start' when it has seen nothing. */
export interface Place {
  readonly position: Position | 'start'
  /** 0 for nothing yet. */
  readonly slice: number
}

/** Where a table starts. */
export const START: Place = { position: 'start', slice: 0 }

/** The tables were made from another log than this one; the message says what to do. */
export class ForeignLog extends Error {
  override readonly name = 'ForeignLog'
}

/** The checkpoints are not where this process left them; opening the projector again continues from where they are. */
export class CheckpointsMoved extends Error {
  override readonly name = 'CheckpointsMoved'
}

/** Name of a projection as a reader of the log. */
export function readerOf(table: string): string {
  return `projection:${table}`
}

/** Binds a fresh database to its log. @throws ForeignLog when it is bound to another. */
export async function bindLog(client: Client, logId: string): Promise<void> {
  await client.query('INSERT INTO tillstream.log (log_id) VALUES ($1) ON CONFLICT DO NOTHING', [logId])
  const { rows } = await client.query<{ log_id: string }>('SELECT log_id FROM tillstream.log')
  const bound = rows[0]?.log_id
  if (bound === logId) return
  throw new ForeignLog(
    `the tables of this database were made from another event log (${bound}, not ${logId}); nothing was changed. Use another database (DATABASE_URL, or another --data folder), or replace its tables with "tillstream project --rebuild"`,
  )
}

/**
 * Where each table stands; a table that is new to the database is entered at the start.
 * @throws ForeignLog when one stands behind `lastSlice`.
 */
export async function readPlaces(
  client: Client,
  tables: readonly string[],
  lastSlice: number,
): Promise<ReadonlyMap<string, Place>> {
  const readers = tables.map(readerOf)
  await client.query(
    'INSERT INTO tillstream.checkpoints (reader, slice) SELECT unnest($1::text[]), $2 ON CONFLICT DO NOTHING',
    [readers, START.slice],
  )
  const { rows } = await client.query<{ reader: string; position: string | null; slice: string }>(
    'SELECT reader, position::text, slice::text FROM tillstream.checkpoints WHERE reader = ANY ($1)',
    [readers],
  )
  const places = new Map(
    rows.map(({ reader, position, slice }): [string, Place] => [
      reader,
      { position: position === null ? START.position : BigInt(position), slice: Number(slice) },
    ]),
  )
  for (const [reader, { slice }] of places) if (slice > lastSlice) throw aheadOfLog(reader, slice, lastSlice)
  return new Map(tables.map((table) => [table, places.get(readerOf(table)) ?? START]))
}

function aheadOfLog(reader: string, slice: number, lastSlice: number): ForeignLog {
  return new ForeignLog(
    `the tables of this database are ahead of the event log (${reader} has slice ${slice}, the log ends with slice ${lastSlice}): an older copy of the log was put in its place. Nothing was changed; bring the newer log back, or make the tables anew with "tillstream project --rebuild"`,
  )
}

/** A step of some tables, each from the slice where it stands, to one checkpoint. */
export interface Step {
  readonly from: ReadonlyArray<{ readonly table: string; readonly slice: number }>
  readonly to: Checkpoint
}

const MOVE = `
  UPDATE tillstream.checkpoints c SET position = $3, slice = $4, simulated_to = $5, updated_at = now()
  FROM unnest($1::text[], $2::bigint[]) AS step (reader, slice)
  WHERE c.reader = step.reader AND c.slice = step.slice`

/**
 * Moves the checkpoints within the client's transaction, which holds them until it ends. False when they were moved by an
 * earlier attempt at the same step, whose outcome was not told. @throws CheckpointsMoved when they stand anywhere else.
 */
export async function moveCheckpoints(client: Client, { from, to }: Step): Promise<boolean> {
  const readers = from.map(({ table }) => readerOf(table))
  const slices = from.map(({ slice }) => slice)
  const end = [to.position, to.slice, new Date(to.simulatedTo)]
  const { rowCount } = await client.query(MOVE, [readers, slices, ...end])
  if (rowCount === readers.length) return true
  const { rows } = await client.query<{ reader: string; slice: number }>(
    'SELECT reader, slice FROM tillstream.checkpoints WHERE reader = ANY ($1) AND slice <> $2 ORDER BY reader',
    [readers, to.slice],
  )
  if (rowCount === 0 && rows.length === 0) return false
  const reader = rows[0]?.reader ?? readers[0]
  throw new CheckpointsMoved(
    `${reader} is not where this process left it: another one projects into the same database (stop one of them), or the server crashed and lost its last commits. Nothing is wrong with the tables: start again to continue`,
  )
}
