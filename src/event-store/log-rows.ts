import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { EventId } from '../simulation/event-id.ts'
import { type RowPlace, type TypeCodes, unpackIds, unpackRow } from './packed-row.ts'
import type { LogBatch, ReadAllOptions, RecordedEvent } from './port.ts'

/** One batch of a read ends with the row that reaches either limit. */
const MAX_BATCH_EVENTS = 2048
const MAX_BATCH_BYTES = 1 << 20
/** How many positions a filtered read searches before it reports progress. */
const MAX_SEARCHED_POSITIONS = 65_536
const MAX_LISTED_NAMES = 1000

/** Where a stream ends. */
export interface StreamHead {
  readonly key: number
  readonly revision: number
}

/** Which event stands where. */
export interface EventPlace {
  readonly id: EventId
  readonly position: number
}

/** The queries of an embedded log; each runs at once and holds nothing open. Position 0 is before the first event. */
export interface LogRows {
  /** The position of the last event, 0 in an empty log. */
  lastPosition(): number
  headOf(stream: string): StreamHead | undefined
  /** The events after `after` whose stream passes `prefixes`; undefined when the log ends there. */
  batchAfter(after: number, narrowed: Pick<ReadAllOptions, 'prefixes' | 'withoutData'>): LogBatch | undefined
  /** A stretch of a stream from a revision on; empty at its end. */
  streamFrom(stream: string, from: number): readonly RecordedEvent[]
  /** Ids and positions of `count` events of a stream from a revision on; fewer where the stream ends. */
  idsFrom(key: number, from: number, count: number): readonly EventPlace[]
  /** Some names after `after` that start with `prefix`, in code-point order. */
  namesAfter(after: string, prefix: string): readonly string[]
}

type Row = [firstPosition: number, stream: string, firstRevision: number, count: number, events: Uint8Array]

const SELECT = `
  SELECT a.first_position, s.name, a.first_revision, a.count, a.events
  FROM appends a JOIN streams s ON s.key = a.stream`
const BY_POSITION = `${SELECT}
  WHERE a.first_position >= ifnull((SELECT max(first_position) FROM appends WHERE first_position <= ?), 0)
    AND a.first_position <= ?`
const BY_REVISION = `${SELECT}
  WHERE a.stream = ?1
    AND a.first_revision >= ifnull((SELECT max(first_revision) FROM appends WHERE stream = ?1 AND first_revision <= ?2), 0)
  ORDER BY a.first_revision`
const HEAD = `
  SELECT a.stream AS key, a.first_revision + a.count - 1 AS revision
  FROM appends a WHERE a.stream = (SELECT key FROM streams WHERE name = ?) ORDER BY a.first_revision DESC LIMIT 1`
const LAST = 'SELECT first_position + count - 1 AS last FROM appends ORDER BY first_position DESC LIMIT 1'
const NAMES = `SELECT name FROM streams WHERE name >= ? AND name > ? ORDER BY name LIMIT ${MAX_LISTED_NAMES}`

/** Prepares the queries on an open log. */
export function openLogRows(database: DatabaseSync, types: TypeCodes): LogRows {
  const last = database.prepare(LAST)
  const lastPosition = () => Number(last.get()?.last ?? 0)
  return {
    lastPosition,
    batchAfter: batchQuery(database, types, lastPosition),
    ...streamQueries(database, types),
    namesAfter: nameQuery(database),
  }
}

function batchQuery(database: DatabaseSync, types: TypeCodes, lastPosition: () => number): LogRows['batchAfter'] {
  const byPosition = positionQueries(database)
  return (after, { prefixes, withoutData }) => {
    const end = lastPosition()
    if (after >= end) return undefined
    const limit = prefixes === undefined ? end : Math.min(end, after + MAX_SEARCHED_POSITIONS)
    const { taken, complete } = takeRows(byPosition(prefixes), [after + 1, limit, ...(prefixes ?? [])])
    const upTo = complete ? Math.max(limit, lastOf(taken)) : lastOf(taken)
    const before = taken.length === 0 ? 0 : after + 1 - taken[0][0]
    return { events: withoutFirst(unpack(taken, types, withoutData), before), upTo: BigInt(upTo) }
  }
}

function streamQueries(database: DatabaseSync, types: TypeCodes): Pick<LogRows, 'headOf' | 'streamFrom' | 'idsFrom'> {
  const head = database.prepare(HEAD)
  const byRevision = arrays(database.prepare(BY_REVISION))
  const headOf = (stream: string) => head.get(stream) as StreamHead | undefined
  return {
    headOf,
    streamFrom(stream, from) {
      const found = headOf(stream)
      if (found === undefined || from > found.revision) return []
      const { taken } = takeRows(byRevision, [found.key, from])
      return withoutFirst(unpack(taken, types), from - taken[0][2])
    },
    idsFrom(key, from, count) {
      const places: EventPlace[] = []
      for (const row of byRevision.iterate(key, from) as unknown as Iterable<Row>) {
        const found = unpackIds(row[4], row[3], types).map((id, index) => ({ id, position: row[0] + index }))
        places.push(...found.slice(Math.max(0, from - row[2])))
        if (places.length >= count) break
      }
      return places.slice(0, count)
    },
  }
}

function nameQuery(database: DatabaseSync): LogRows['namesAfter'] {
  const names = database.prepare(NAMES)
  return (after, prefix) => {
    const found = names.all(prefix, after).map((row) => String(row.name))
    const end = found.findIndex((name) => !name.startsWith(prefix))
    return end === -1 ? found : found.slice(0, end)
  }
}

/** One prepared statement per number of prefixes. */
function positionQueries(database: DatabaseSync): (prefixes: readonly string[] | undefined) => StatementSync {
  const prepared = new Map<string, StatementSync>()
  return (prefixes) => {
    const anyOf = prefixes?.map(() => 'instr(s.name, ?) = 1').join(' OR ')
    const filter = anyOf === undefined ? '' : `AND (${anyOf || 'FALSE'})`
    const known = prepared.get(filter)
    if (known !== undefined) return known
    const statement = arrays(database.prepare(`${BY_POSITION} ${filter} ORDER BY a.first_position`))
    prepared.set(filter, statement)
    return statement
  }
}

function arrays(statement: StatementSync): StatementSync {
  statement.setReturnArrays(true)
  return statement
}

function takeRows(
  statement: StatementSync,
  values: ReadonlyArray<number | string>,
): { taken: Row[]; complete: boolean } {
  const taken: Row[] = []
  let events = 0
  let bytes = 0
  for (const row of statement.iterate(...values) as unknown as Iterable<Row>) {
    taken.push(row)
    events += row[3]
    bytes += row[4].length
    if (events >= MAX_BATCH_EVENTS || bytes >= MAX_BATCH_BYTES) return { taken, complete: false }
  }
  return { taken, complete: true }
}

function lastOf(rows: readonly Row[]): number {
  const row = rows.at(-1)
  return row === undefined ? 0 : row[0] + row[3] - 1
}

function unpack(rows: readonly Row[], types: TypeCodes, withoutData?: boolean): readonly RecordedEvent[] {
  return rows.length === 1
    ? unpackRow(rows[0][4], placeOf(rows[0]), types, withoutData)
    : rows.flatMap((row) => unpackRow(row[4], placeOf(row), types, withoutData))
}

function withoutFirst(events: readonly RecordedEvent[], count: number): readonly RecordedEvent[] {
  return count > 0 ? events.slice(count) : events
}

function placeOf([firstPosition, stream, firstRevision, count]: Row): RowPlace {
  return { firstPosition, stream, firstRevision, count }
}
