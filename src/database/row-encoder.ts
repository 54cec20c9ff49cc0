import { inspect } from 'node:util'
import type { Client } from 'pg'
import { COLUMN_TYPES, type ColumnType } from './column-types.ts'
import { copyInto } from './copy.ts'
import { CopyBuffer, recycle } from './copy-buffer.ts'
import { BadValue, putInt2, putInt4 } from './copy-scalars.ts'

/** Collects rows of one table in Postgres' binary COPY format, ready to be loaded. */
export interface RowEncoder<Row extends object = object> {
  /** Rows added since the last flush. */
  readonly rows: number
  /** Their size as they will be sent, in bytes. */
  readonly bytes: number
  /** Adds a row. Properties that are not columns are ignored. @throws TypeError naming table, column and value; the row is then left out. */
  add(row: Row): void
  /**
   * Loads the rows within the client's transaction and returns their number. The encoder is empty at once, so that the next rows can be added
   * meanwhile. When it fails the rows are gone, as the transaction is. @throws pg's DatabaseError
   */
  flushTo(client: Client, table?: string): Promise<number>
}

const SHOWN_LENGTH = 80
const ROOM_FOR_ONE = 32

/** An encoder of rows with these columns, in this order. `table` is where they go unless `flushTo` says otherwise, and stands in errors. */
export function rowEncoder<Row extends object = object>(columns: Columns, table = 'rows'): RowEncoder<Row> {
  const target = new CopyBuffer()
  const writeRow = rowWriter(columns, table, target)
  let rows = 0
  return {
    get rows() {
      return rows
    },
    get bytes() {
      return target.bytes
    },
    add(row) {
      writeRow(row)
      rows++
    },
    async flushTo(client, into = table) {
      const count = rows
      if (count === 0) return 0
      rows = 0
      const chunks = target.take()
      await copyInto(client, into, Object.keys(columns), chunks)
      recycle(chunks)
      return count
    },
  }
}

type Columns = Readonly<Record<string, ColumnType>>

function rowWriter(columns: Columns, table: string, target: CopyBuffer): (row: object) => void {
  const write = compileRowWriter(columns)
  return (row) => {
    const start = target.bytes
    try {
      write(target, row as Record<string, unknown>)
    } catch (error) {
      target.rewindTo(start)
      throw error instanceof BadValue ? explain(row as Record<string, unknown>, columns, table) : error
    }
  }
}

/**
 * Writes a row by straight code, one call a column, in which property names and writers are constants: three times as fast as a loop over
 * the columns. Column names come from table definitions and are quoted as strings.
 */
function compileRowWriter(columns: Columns): (target: CopyBuffer, row: Record<string, unknown>) => void {
  const entries = Object.entries(columns)
  const types = entries.map(([, type]) => COLUMN_TYPES[type])
  const room = types.reduce((sum, { maxBytes }) => sum + 4 + maxBytes, 2)
  const fields = entries.map(
    ([name], i) => `value = row[${JSON.stringify(name)}]
      if (value === null) putInt4(target, -1)
      else write${i}(target, value, ${room})`,
  )
  const source = `return (target, row) => {
      let value
      target.reserve(${room})
      putInt2(target, ${entries.length})
      ${fields.join('\n')}
    }`
  // oxlint-disable-next-line typescript/no-implied-eval -- see above: made of our own table definitions only
  return new Function('putInt2', 'putInt4', ...types.map((_, i) => `write${i}`), source)(
    putInt2,
    putInt4,
    ...types.map(({ write }) => write),
  ) as ReturnType<typeof compileRowWriter>
}

/** Finds the first column that does not take its value. */
function explain(row: Record<string, unknown>, columns: Columns, table: string): unknown {
  const scratch = new CopyBuffer()
  for (const [name, type] of Object.entries(columns)) {
    try {
      scratch.reserve(ROOM_FOR_ONE)
      if (row[name] !== null) COLUMN_TYPES[type].write(scratch, row[name], ROOM_FOR_ONE)
    } catch (error) {
      return new TypeError(
        `${table}.${name} (${type}) is ${shown(row[name])}, but takes ${(error as Error).message}, or null`,
        { cause: error },
      )
    }
  }
  return new Error(`a row of ${table} changed while it was written`)
}

function shown(value: unknown): string {
  const text =
    typeof value === 'string' ? JSON.stringify(value) : inspect(value, { breakLength: Number.POSITIVE_INFINITY })
  return text.length > SHOWN_LENGTH ? `${text.slice(0, SHOWN_LENGTH)}...` : text
}
