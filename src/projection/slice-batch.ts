import type { RowUpdates } from '../database/update-rows.ts'
import type { Position } from '../event-store/port.ts'
import { type ChangeCollector, changeCollector, rowUpdates } from './change-collector.ts'
import type { Checkpoint, Place, Step } from './checkpoints.ts'
import type { Projection } from './projection.ts'
import type { TableRows } from './table-writer.ts'

/** A slice that is to be projected. */
export interface SlicePlace {
  /** 1, 2, 3, ... */
  readonly number: number
  /** Simulated time at which it ends. */
  readonly to: number
  readonly upTo: Position
}

/** Rows of one table, ready to be committed. */
export interface BatchedRows {
  readonly table: string
  readonly columns: readonly string[]
  readonly rows: number
  readonly bytes: number
  readonly chunks: readonly Uint8Array[]
  /** Changes of rows, to be made when these and all earlier rows are in the table. */
  readonly updates: readonly RowUpdates[]
}

/** One or more slices, ready to be committed together. */
export interface Batch {
  readonly step: Step
  /** Only tables that gain or change rows. */
  readonly tables: readonly BatchedRows[]
}

/** Collects slices until they are taken together; each table is continued from its place. */
export interface SliceBatch {
  /** Of what has not been taken. */
  readonly bytes: number
  /** Whether any table lacks the slice. @throws RangeError when slices before it are missing. */
  lacks(slice: SlicePlace): boolean
  /** Takes the rows of the tables that lack the slice. @throws as `lacks` does. */
  add(slice: SlicePlace, rows: readonly TableRows[]): void
  /** What was added since the last time; undefined when that is nothing. */
  take(): Batch | undefined
}

/** What the rows of a table weigh at least: the buffer that they came in is larger than a few rows. */
const LEAST_BYTES = 16 << 10
/** What one key that changes weighs, roughly. */
const BYTES_PER_KEY = 200

/** A table's place (what it had at the last `take`, and what it has now), and what it is to get. */
interface Target {
  readonly projection: Projection
  readonly changes: ChangeCollector
  taken: number
  added: number
  rows: number
  bytes: number
  chunks: Uint8Array[]
}

/** Continues each table from its place. */
export function sliceBatch(projections: readonly Projection[], places: ReadonlyMap<string, Place>): SliceBatch {
  const targets = new Map(
    projections.map((projection): [string, Target] => {
      const slice = places.get(projection.table)?.slice ?? 0
      const changes = changeCollector(projection)
      return [projection.table, { projection, changes, taken: slice, added: slice, rows: 0, bytes: 0, chunks: [] }]
    }),
  )
  const lacking = ({ number }: SlicePlace) => [...targets.values()].filter((target) => needs(target, number))
  let end: Checkpoint | undefined
  let bytes = 0
  return {
    get bytes() {
      return bytes
    },
    lacks: (slice) => lacking(slice).length > 0,
    add(slice, rows) {
      const open = new Set(lacking(slice))
      for (const told of rows) {
        const target = targets.get(told.table)
        if (target !== undefined && open.has(target)) bytes += gather(target, told)
      }
      for (const target of open) target.added = slice.number
      if (open.size > 0) end = { position: slice.upTo, slice: slice.number, simulatedTo: slice.to }
    },
    take() {
      if (end === undefined) return undefined
      const moved = [...targets.values()].filter(({ taken, added }) => added > taken)
      const step = { from: moved.map(({ projection, taken }) => ({ table: projection.table, slice: taken })), to: end }
      end = undefined
      bytes = 0
      return { step, tables: moved.map(release).filter(({ rows, updates }) => rows > 0 || updates.length > 0) }
    },
  }
}

/** Whether the table lacks the slice. */
function needs({ projection, added }: Target, number: number): boolean {
  if (added < number && added !== number - 1) {
    throw new RangeError(`${projection.table} is at slice ${added}, so that slice ${number} cannot follow`)
  }
  return added < number
}

/** Takes rows in, and returns what they weigh. */
function gather(target: Target, { rows, data, changes }: TableRows): number {
  target.rows += rows
  target.bytes += data.length
  if (rows > 0) target.chunks.push(data)
  for (const [key, change] of changes) target.changes.add(key, change)
  return Math.max(data.length, LEAST_BYTES) + changes.size * BYTES_PER_KEY
}

function release(target: Target): BatchedRows {
  const { projection, rows, bytes, chunks } = target
  const { table, columns } = projection
  const updates = rowUpdates(projection, target.changes.take())
  Object.assign(target, { taken: target.added, rows: 0, bytes: 0, chunks: [] })
  return { table, columns: columns.map(({ name }) => name), rows, bytes, chunks, updates }
}
