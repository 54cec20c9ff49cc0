import { hash } from 'node:crypto'

/** Of the date, behind field count, `event_ts` and the date's own length. */
const DATE_AT = 2 + 12 + 4
const TRACE_AT = DATE_AT + 4 + 4
const TRACE_BYTES = 16

/** A row on its way through; valid until the next. Hot state. */
export interface HashedRow {
  /** Days since 2000-01-01. */
  day: number
  /** The first 64 bits of the hash, as two unsigned halves. */
  high: number
  low: number
  /** `trace_id` in hex. */
  trace(): string
}

/**
 * Visits rows in the binary form of COPY. Each is hashed as PostgreSQL's `sha256(record_send(ROW(...)))` hashes it; `typeOids` are
 * the types of its columns.
 */
export function eachRow(rows: Uint8Array, typeOids: readonly number[], visit: (row: HashedRow) => void): void {
  const data = Buffer.from(rows.buffer, rows.byteOffset, rows.length)
  let record = Buffer.alloc(1024)
  const row: HashedRow = {
    day: 0,
    high: 0,
    low: 0,
    trace: () => data.toString('hex', start + TRACE_AT, start + TRACE_AT + TRACE_BYTES),
  }
  let start = 0
  while (start < data.length) {
    const fields = data.readInt16BE(start)
    const end = endOfRow(data, start, fields)
    const bytes = end - start + 2 + 4 * fields
    if (bytes > record.length) record = Buffer.alloc(2 * bytes)
    writeRecord(data, start, { record, typeOids })
    const digest = hash('sha256', record.subarray(0, bytes), 'buffer')
    row.day = data.readInt32BE(start + DATE_AT)
    row.high = digest.readUInt32BE(0)
    row.low = digest.readUInt32BE(4)
    visit(row)
    start = end
  }
}

function endOfRow(data: Buffer, start: number, fields: number): number {
  let at = start + 2
  for (let field = 0; field < fields; field++) at += 4 + Math.max(0, data.readInt32BE(at))
  return at
}

interface Target {
  readonly record: Buffer
  readonly typeOids: readonly number[]
}

/** A record is a row with a wider count, and with the type before each value. */
function writeRecord(data: Buffer, start: number, { record, typeOids }: Target): void {
  let from = start + 2
  let to = record.writeInt32BE(typeOids.length, 0)
  for (let field = 0; field < typeOids.length; field++) {
    to = record.writeInt32BE(typeOids[field], to)
    const size = 4 + Math.max(0, data.readInt32BE(from))
    // Short values are the rule: a call of `copy` costs more than their bytes.
    for (const end = from + size; from < end; ) record[to++] = data[from++]
  }
}
