import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { type AppendRequest, createAppendGroup } from './append-group.ts'
import { type AppendQueue, createAppendQueue } from './append-queue.ts'
import { createLogReads, type LogReads } from './log-reads.ts'
import { openLogRows } from './log-rows.ts'
import { type Appended, AppendTooLarge, type EventStore, EventStoreUnavailable } from './port.ts'
import { openSqliteFile, type SqliteFileOptions, unavailable } from './sqlite-file.ts'
import { createTip } from './tip.ts'
import { openTypeTable } from './type-table.ts'

const MAX_APPEND_EVENTS = 1_000_000

/** The event log in one SQLite file. */
export type EmbeddedEventStore = EventStore &
  LogReads & {
    /** The path of the file; its write-ahead log lies beside it. */
    readonly file: string
  }

/**
 * Opens or creates `<folder>/events.sqlite`. One process writes; others may read the same file while it does and learn
 * of new events within 100 ms. An event object that is appended while a subscription is at the end of the log becomes the
 * recorded event itself (it gets `stream`, `revision` and `position`).
 * @throws EventStoreUnavailable naming the file and what to do about it.
 */
export async function openEmbeddedEventStore(
  folder: string,
  options: SqliteFileOptions = {},
): Promise<EmbeddedEventStore> {
  const file = join(folder, 'events.sqlite')
  const database = openSqliteFile(file, options)
  try {
    return assemble(database, file, options.readOnly === true)
  } catch (error) {
    database.close()
    throw unavailable(file, error)
  }
}

function assemble(database: DatabaseSync, file: string, readOnly: boolean): EmbeddedEventStore {
  const types = openTypeTable(database)
  const rows = openLogRows(database, types)
  const tip = createTip()
  const state = { closed: false }
  const guarded = <T>(query: () => T): T => {
    if (state.closed) throw new EventStoreUnavailable(`event log ${file} is closed`)
    try {
      return query()
    } catch (error) {
      throw unavailable(file, error)
    }
  }
  const reads = createLogReads({ database, rows, tip, guarded, isClosed: () => state.closed })
  const queue = readOnly
    ? undefined
    : createAppendQueue(createAppendGroup({ database, rows, types }), tip, (error) => unavailable(file, error))
  return {
    file,
    async append(stream, events, expected) {
      if (state.closed) throw new EventStoreUnavailable(`event log ${file} is closed`)
      return addChecked(queue, { stream, events, expected }, file)
    },
    packedTypes: (names) => types.including(names),
    ...reads,
    async [Symbol.asyncDispose]() {
      if (state.closed) return
      queue?.flush()
      state.closed = true
      tip.interrupt()
      database.close()
    },
  }
}

function addChecked(queue: AppendQueue | undefined, request: AppendRequest, file: string): Promise<Appended> {
  const { stream, events, expected } = request
  if (queue === undefined) throw new EventStoreUnavailable(`event log ${file} was opened for reading only`)
  if (stream === '' || !stream.isWellFormed() || stream.includes('\0')) {
    throw new RangeError(`stream name ${JSON.stringify(stream)} (expected well-formed text without NUL, not empty)`)
  }
  if (events.length === 0) throw new RangeError(`no events to append to ${stream} (expected at least one)`)
  if (events.length > MAX_APPEND_EVENTS) {
    throw new AppendTooLarge(`${events.length} events for ${stream} (at most ${MAX_APPEND_EVENTS} at once)`)
  }
  if (expected !== 'no-stream' && !(Number.isSafeInteger(expected) && expected >= 0)) {
    throw new RangeError(`expected revision ${expected} of ${stream} (expected 'no-stream' or an integer from 0)`)
  }
  return queue.add(request)
}
