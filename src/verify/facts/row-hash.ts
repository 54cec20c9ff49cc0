/** Where the date stands, behind field count, `event_ts` and the date's own length. */
const DATE_AT = 2 + 12 + 4
const TRACE_AT = DATE_AT + 4 + 4
const TRACE_BYTES = 16

/** A row on its way through; valid until the next. Hot state. */
export interface HashedRow {
  /** Days since 2000-01-01. */
  day: number
  /** The 64 bits of the hash, as two unsigned halves. */
  high: number
  low: number
  /** `trace_id` in hex. */
  trace(): string
}

/**
 * Visits rows in the binary form of COPY. Each is hashed as PostgreSQL's `hashbyteaextended(record_send(ROW(...)), 0)` hashes it;
 * `typeOids` are the types of its columns.
 */
export function eachRow(rows: Uint8Array, typeOids: readonly number[], visit: (row: HashedRow) => void): void {
  const data = Buffer.from(rows.buffer, rows.byteOffset, rows.length)
  let record = newRecord(1024)
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
    if (bytes > record.bytes.length) record = newRecord(2 * bytes)
    writeRecord(data, start, { record: record.bytes, typeOids })
    hashInto(row, record.words, bytes)
    row.day = data.readInt32BE(start + DATE_AT)
    visit(row)
    start = end
  }
}

/** The same memory as bytes and as little-endian words. */
interface RecordBuffer {
  readonly bytes: Buffer
  readonly words: DataView
}

function newRecord(size: number): RecordBuffer {
  const memory = new ArrayBuffer(size)
  return { bytes: Buffer.from(memory), words: new DataView(memory) }
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

/**
 * Bob Jenkins' lookup3, as `hash_bytes_extended` of PostgreSQL computes it on a little-endian machine with the seed 0: twelve bytes
 * a round, and a last round with what is left.
 */
function hashInto(row: HashedRow, words: DataView, length: number): void {
  let a = (0x9e3779b9 + length + 3923095) | 0
  let b = a
  let c = a
  let at = 0
  for (; length - at >= 12; at += 12) {
    a = (a + words.getInt32(at, true)) | 0
    b = (b + words.getInt32(at + 4, true)) | 0
    c = (c + words.getInt32(at + 8, true)) | 0
    a = ((a - c) ^ ((c << 4) | (c >>> 28))) | 0
    c = (c + b) | 0
    b = ((b - a) ^ ((a << 6) | (a >>> 26))) | 0
    a = (a + c) | 0
    c = ((c - b) ^ ((b << 8) | (b >>> 24))) | 0
    b = (b + a) | 0
    a = ((a - c) ^ ((c << 16) | (c >>> 16))) | 0
    c = (c + b) | 0
    b = ((b - a) ^ ((a << 19) | (a >>> 13))) | 0
    a = (a + c) | 0
    c = ((c - b) ^ ((b << 4) | (b >>> 28))) | 0
    b = (b + a) | 0
  }
  const left = length - at
  a = (a + wordOf(words, at, Math.min(left, 4))) | 0
  b = (b + wordOf(words, at + 4, Math.min(left - 4, 4))) | 0
  // The lowest byte of the third word is kept for the length.
  c = (c + (wordOf(words, at + 8, left - 8) << 8)) | 0
  c = ((c ^ b) - ((b << 14) | (b >>> 18))) | 0
  a = ((a ^ c) - ((c << 11) | (c >>> 21))) | 0
  b = ((b ^ a) - ((a << 25) | (a >>> 7))) | 0
  c = ((c ^ b) - ((b << 16) | (b >>> 16))) | 0
  a = ((a ^ c) - ((c << 4) | (c >>> 28))) | 0
  b = ((b ^ a) - ((a << 14) | (a >>> 18))) | 0
  c = ((c ^ b) - ((b << 24) | (b >>> 8))) | 0
  row.high = b >>> 0
  row.low = c >>> 0
}

/** The first bytes of a word, the others being zero; 0 for none. */
function wordOf(words: DataView, at: number, bytes: number): number {
  let word = 0
  for (let byte = bytes - 1; byte >= 0; byte--) word = (word << 8) | words.getUint8(at + byte)
  return word
}
