import { performance } from 'node:perf_hooks'
import { copyInto } from '../database/copy.ts'
import { updateRows } from '../database/update-rows.ts'
import type { Position, ProposedEvent } from '../event-store/port.ts'
import { bindLog, moveCheckpoints, type Place, readPlaces, START } from './checkpoints.ts'
import { type EventEncoder, eventEncoder } from './event-encoder.ts'
import { oneAtATime } from './one-at-a-time.ts'
import type { Projection } from './projection.ts'
import { openRetriedSession, type RetriedSession, type RetriedSessionOptions } from '../database/retried-session.ts'
import { type Batch, type SliceBatch, type SlicePlace, sliceBatch } from './slice-batch.ts'
import type { TableRows } from './table-writer.ts'

/** A whole slice of the log: its events in their total order, or the rows that they lead to, encoded elsewhere. */
export type ProjectableSlice = SlicePlace & ({ readonly events: readonly ProposedEvent[] } | EncodedRows)

interface EncodedRows {
  readonly tables: readonly TableRows[]
  /** Called when nobody reads them any more. */
  readonly release: () => void
}

/** What a projector works on. */
export interface ProjectorOptions extends RetriedSessionOptions {
  readonly projections: readonly Projection[]
  /** Which log the slices come from; the database is bound to it. */
  readonly logId: string
  /** Number of the last slice in the log, 0 for none; when given, tables that are ahead of it are refused. */
  readonly lastSlice?: number
  /** Slices wait for each other up to this size. */
  readonly maxBatchBytes?: number
}

/** What has been committed since the projector was opened. */
export interface ProjectorStatistics {
  readonly rowsByTable: Readonly<Record<string, number>>
  readonly rows: number
  readonly bytes: number
  readonly transactions: number
  /** Wall seconds during which a transaction was under way. */
  readonly seconds: number
}

/**
 * Keeps the fact tables. It takes slices and commits them with their checkpoints, so that every event is counted exactly
 * once. One batch is on its way to the database while the next is encoded.
 */
export interface Projector extends AsyncDisposable {
  readonly name: 'projector'
  /** Read the log from here: everything up to it is committed for every table. */
  readonly checkpoint: Position | 'start'
  /** The last slice that is committed for every table; 0 for none. */
  readonly slice: number
  /**
   * Encodes the slice and returns when there is room for the next; a slice that every table has is left out.
   * @throws RangeError when slices before it are missing; and what has gone wrong with an earlier one.
   */
  handle(slice: ProjectableSlice): Promise<void>
  /** Returns when everything handled is committed. @throws DatabaseUnavailable, CheckpointsMoved. */
  settle(): Promise<void>
  readonly statistics: ProjectorStatistics
}

/** Rows of about two simulated hours of the default company: large enough to be fast, small enough to hold twice. */
const MAX_BATCH_BYTES = 16 << 20

/**
 * Opens a projector on a migrated database.
 * @throws ForeignLog when the tables were made from another log, or from what the log no longer has; DatabaseUnavailable.
 */
export async function openProjector(options: ProjectorOptions): Promise<Projector> {
  const { projections, logId, lastSlice = Number.POSITIVE_INFINITY, maxBatchBytes = MAX_BATCH_BYTES } = options
  const session = await openRetriedSession(options)
  try {
    const tables = projections.map(({ table }) => table)
    const places = await session.transact(async (client) => {
      await bindLog(client, logId)
      return readPlaces(client, tables, lastSlice)
    })
    const parts = { session, batch: sliceBatch(projections, places), encode: eventEncoder(projections) }
    return project(parts, { maxBatchBytes, start: furthestBack(places) })
  } catch (error) {
    await session[Symbol.asyncDispose]()
    throw error
  }
}

/** The place from which the log must be read, so that no table misses anything. */
function furthestBack(places: ReadonlyMap<string, Place>): Place {
  const all = [...places.values()]
  return all.reduce((least, place) => (place.slice < least.slice ? place : least), all[0] ?? START)
}

interface Start {
  readonly maxBatchBytes: number
  readonly start: Place
}

interface Parts {
  readonly session: RetriedSession
  readonly batch: SliceBatch
  readonly encode: EventEncoder
}

function project({ session, batch, encode }: Parts, { maxBatchBytes, start }: Start): Projector {
  const counts = createCounts()
  let committed = start
  const releases: Array<() => void> = []
  // What is encoded while a batch is under way becomes the next.
  const batches = oneAtATime(() => {
    const taken = batch.take()
    return taken && send(taken, releases.splice(0))
  })

  async function send(taken: Batch, done: ReadonlyArray<() => void>): Promise<void> {
    await counts.measure(taken, () => commit(session, taken))
    committed = taken.step.to
    for (const release of done) release()
  }

  return {
    name: 'projector',
    get checkpoint() {
      return committed.position
    },
    get slice() {
      return committed.slice
    },
    get statistics() {
      return counts.statistics()
    },
    async handle(slice) {
      batches.throwFailure()
      if (batch.lacks(slice)) {
        batch.add(slice, 'tables' in slice ? slice.tables : encode(slice.events))
        if ('tables' in slice) releases.push(slice.release)
      } else if ('tables' in slice) slice.release()
      batches.start()
      await batches.waitWhile(() => batch.bytes >= maxBatchBytes)
    },
    settle: () => batches.waitWhile(() => true),
    async [Symbol.asyncDispose]() {
      await batches.close()
      await session[Symbol.asyncDispose]()
    },
  }
}

async function commit(session: RetriedSession, { step, tables }: Batch): Promise<void> {
  await session.transact(async (client) => {
    if (!(await moveCheckpoints(client, step))) return
    for (const { table, columns, rows, chunks, updates } of tables) {
      if (rows > 0) await copyInto(client, table, columns, chunks)
      for (const update of updates) await updateRows(client, table, update)
    }
  })
}

function createCounts() {
  const rowsByTable: Record<string, number> = {}
  let bytes = 0
  let transactions = 0
  let seconds = 0
  return {
    async measure({ tables }: Batch, work: () => Promise<void>): Promise<void> {
      const start = performance.now()
      await work()
      seconds += (performance.now() - start) / 1000
      transactions++
      for (const { table, rows, bytes: size } of tables) {
        rowsByTable[table] = (rowsByTable[table] ?? 0) + rows
        bytes += size
      }
    },
    statistics(): ProjectorStatistics {
      const rows = Object.values(rowsByTable).reduce((sum, count) => sum + count, 0)
      return { rowsByTable: { ...rowsByTable }, rows, bytes, transactions, seconds }
    },
  }
}
