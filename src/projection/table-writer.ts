import { COLUMN_TYPES } from '../database/column-types.ts'
import { CopyBuffer } from '../database/copy-buffer.ts'
import { BadValue, putInt4, writeDate, writeTimestamp } from '../database/copy-scalars.ts'
import type { ProposedEvent } from '../event-store/port.ts'
import { type EventId, eventIdText, writeEventId } from '../simulation/event-id.ts'
import type { Column, Link, Projection, TableChanges } from './projection.ts'
import { PLACE_COLUMNS } from './projection.ts'
import { changeCollector, type RowChanges } from './change-collector.ts'

/** What events lead to in one table: plain data, fit for another thread. */
export interface TableRows {
  readonly table: string
  readonly rows: number
  /** The rows in the binary form of COPY. */
  readonly data: Uint8Array
  /** Changes of rows by key, to be made when these and all earlier rows are in the table. */
  readonly changes: RowChanges
}

/** Turns what a projection inserts into COPY data at once, without an object per row. Hot state. */
export interface TableWriter {
  readonly table: string
  /** Of the rows since the last `take`. */
  readonly bytes: number
  readonly isEmpty: boolean
  /** Says of which event the next rows tell. */
  begin(event: ProposedEvent): void
  /** Handed to the projection's handlers. @throws TypeError that names column, value and event. */
  readonly changes: TableChanges<object>
  /** Gives away what was written since the last time, in `into` when that is given, and starts anew. */
  take(into?: Uint8Array): TableRows
}

/** A writer for the table of a projection. */
export function tableWriter(projection: Projection): TableWriter {
  const { table } = projection
  const target = new CopyBuffer()
  const writeRow = rowWriter(projection, target)
  const changes = changeCollector(projection)
  let event: ProposedEvent
  let rows = 0
  return {
    table,
    get bytes() {
      return target.bytes
    },
    get isEmpty() {
      return rows === 0 && changes.keys === 0
    },
    begin(next) {
      event = next
    },
    changes: {
      insert(row) {
        writeRow(event, row)
        rows++
      },
      update: (key, change) => changes.add(key, change),
    },
    take(data = new Uint8Array(target.bytes)) {
      target.moveTo(data)
      const taken = { table, rows, data, changes: changes.take() }
      rows = 0
      return taken
    },
  }
}

function rowWriter({ table, links, columns }: Projection, target: CopyBuffer) {
  const room = columns.reduce((sum, { type }) => sum + 4 + COLUMN_TYPES[type].maxBytes, 2)
  const writeOwn = ownColumns(columns.slice(PLACE_COLUMNS + links.length), target, room)
  const fieldCount = columns.length
  return (event: ProposedEvent, row: object) => {
    target.reserve(room)
    target.chunk[target.offset] = 0
    target.chunk[target.offset + 1] = fieldCount
    target.offset += 2
    try {
      writeTimestamp(target, event.occurredAt)
      writeDate(target, event.businessDate)
      writeId(target, event.id)
      for (let i = 0; i < links.length; i++) writeId(target, linkOf(event, links[i]))
      writeOwn(row as Record<string, unknown>)
    } catch (error) {
      throw explain(error, table, event)
    }
  }
}

class BadColumn extends Error {
  override readonly name = 'BadColumn'
  readonly column: Column
  constructor(column: Column, { value, message }: BadValue) {
    super(`${JSON.stringify(value)}, but takes ${message}`)
    this.column = column
  }
}

function ownColumns(columns: readonly Column[], target: CopyBuffer, room: number) {
  const names = columns.map(({ name }) => name)
  const writers = columns.map(({ type }) => COLUMN_TYPES[type].write)
  const count = columns.length
  return (row: Readonly<Record<string, unknown>>) => {
    let i = 0
    try {
      for (; i < count; i++) {
        const value = row[names[i]]
        if (value === null) putInt4(target, -1)
        else writers[i](target, value, room)
      }
    } catch (error) {
      throw error instanceof BadValue ? new BadColumn(columns[i], error) : error
    }
  }
}

function linkOf(event: ProposedEvent, link: Link): EventId | null {
  if (link === 'correlation_id') return event.correlation
  return link === 'parent_event_id' ? event.causation : event.session
}

function writeId(target: CopyBuffer, id: EventId | null): void {
  if (id === null) return putInt4(target, -1)
  putInt4(target, 16)
  target.offset = writeEventId(id, target.chunk, target.offset)
}

function explain(error: unknown, table: string, event: ProposedEvent): unknown {
  const origin = `(event ${eventIdText(event.id)}, ${event.type})`
  if (error instanceof BadColumn) {
    const { name, type } = error.column
    return new TypeError(`${table}.${name} (${type}) would be ${error.message} ${origin}`, { cause: error })
  }
  if (error instanceof BadValue)
    return new TypeError(`${table}: ${String(error.value)} is not ${error.message} ${origin}`)
  return error
}
