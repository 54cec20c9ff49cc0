import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { type AppendRequest, checkAppend } from './append-check.ts'
import { createAppendGroup } from './append-group.ts'
import { type AppendQueue, createAppendQueue } from './append-queue.ts'
import { createLogReads, type LogReads } from './log-reads.ts'
import { openLogRows } from './log-rows.ts'
import { type Appended, type EventStore, EventStoreUnavailable } from './port.ts'
import { openSqliteFile, type SqliteFileOptions, unavailable } from './sqlite-file.ts'
import { createTip } from './tip.ts'
import { openTypeTable } from './type-table.ts'

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
  if (queue === undefined) throw new EventStoreUnavailable(`event log ${file} was opened for reading only`)
  checkAppend(request)
  return queue.add(request)
}
