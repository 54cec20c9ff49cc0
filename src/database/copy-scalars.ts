import type { CopyBuffer } from './copy-buffer.ts'

/**
 * Writes a value that is not null as Postgres' binary format has it, its length first. `room` is what the fixed-size columns of a row need,
 * which writers of variable size leave reserved behind them. @throws BadValue
 */
export type BinaryWriter = (target: CopyBuffer, value: unknown, room: number) => void

/** A value that the type of its column does not take. */
export class BadValue extends Error {
  override readonly name = 'BadValue'
  readonly value: unknown
  constructor(value: unknown, allowed: string) {
    super(allowed)
    this.value = value
  }
}

const TWO_32 = 2 ** 32
/** Postgres counts from 2000-01-01. */
const EPOCH_2000_DAYS = 10_957
const EPOCH_2000_MS = EPOCH_2000_DAYS * 86_400_000
/** Postgres' calendar begins on 4714-11-24 BC; for instants it ends later than safe integers do, for days in the year 5874897. */
const MIN_INSTANT_MS = -210_866_803_200_000
const MIN_DAYS = -2_440_588
const MAX_DAYS = 2_145_042_905
const INT8_LIMIT = 2n ** 63n

/** Writes a big-endian 32-bit integer without a look at the end of the chunk. */
export function putInt4(target: CopyBuffer, value: number): void {
  const { chunk, offset } = target
  chunk[offset] = value >>> 24
  chunk[offset + 1] = value >>> 16
  chunk[offset + 2] = value >>> 8
  chunk[offset + 3] = value
  target.offset = offset + 4
}

/** As `putInt4`, 16 bits. */
export function putInt2(target: CopyBuffer, value: number): void {
  const { chunk, offset } = target
  chunk[offset] = value >>> 8
  chunk[offset + 1] = value
  target.offset = offset + 2
}

export function writeInt2(target: CopyBuffer, value: unknown): void {
  if (typeof value !== 'number' || (value << 16) >> 16 !== value)
    throw new BadValue(value, 'an integer from -32768 to 32767')
  putInt4(target, 2)
  putInt2(target, value)
}

export function writeInt4(target: CopyBuffer, value: unknown): void {
  if (typeof value !== 'number' || (value | 0) !== value) throw new BadValue(value, 'an integer of 32 bits')
  putInt4(target, 4)
  putInt4(target, value)
}

export function writeInt8(target: CopyBuffer, value: unknown): void {
  putInt4(target, 8)
  if (typeof value === 'number' && Number.isSafeInteger(value)) {
    const high = Math.floor(value / TWO_32)
    putInt4(target, high)
    putInt4(target, value - high * TWO_32)
  } else if (typeof value === 'bigint' && value >= -INT8_LIMIT && value < INT8_LIMIT) {
    target.offset = target.chunk.writeBigInt64BE(value, target.offset)
  } else {
    throw new BadValue(value, 'a safe integer, or a bigint of 64 bits')
  }
}

export function writeFloat4(target: CopyBuffer, value: unknown): void {
  if (typeof value !== 'number') throw new BadValue(value, 'a number')
  putInt4(target, 4)
  target.offset = target.chunk.writeFloatBE(value, target.offset)
}

export function writeFloat8(target: CopyBuffer, value: unknown): void {
  if (typeof value !== 'number') throw new BadValue(value, 'a number')
  putInt4(target, 8)
  target.offset = target.chunk.writeDoubleBE(value, target.offset)
}

export function writeBool(target: CopyBuffer, value: unknown): void {
  if (typeof value !== 'boolean') throw new BadValue(value, 'true or false')
  putInt4(target, 1)
  target.chunk[target.offset] = value ? 1 : 0
  target.offset += 1
}

export function writeTimestamp(target: CopyBuffer, value: unknown): void {
  if (!Number.isSafeInteger(value) || (value as number) < MIN_INSTANT_MS) {
    throw new BadValue(value, 'whole milliseconds since 1970-01-01')
  }
  putInt4(target, 8)
  // Microseconds exceed what a double holds exactly, so that both halves are multiplied by themselves.
  const ms = (value as number) - EPOCH_2000_MS
  const high = Math.floor(ms / TWO_32)
  const low = (ms - high * TWO_32) * 1000
  const carry = Math.floor(low / TWO_32)
  putInt4(target, high * 1000 + carry)
  putInt4(target, low - carry * TWO_32)
}

export function writeDate(target: CopyBuffer, value: unknown): void {
  const days = typeof value === 'string' ? daysOf(value) : value
  if (!Number.isInteger(days) || (days as number) < MIN_DAYS || (days as number) > MAX_DAYS) {
    throw new BadValue(value, 'a date as YYYY-MM-DD, or whole days since 1970-01-01')
  }
  putInt4(target, 4)
  putInt4(target, (days as number) - EPOCH_2000_DAYS)
}

const MEMO_LIMIT = 4096
const memo = new Map<string, number>()
let lastText = '1970-01-01'
let lastDays = 0

/** Rows come by day, so that the last date is nearly always the next one. NaN for what is not a date. */
function daysOf(text: string): number {
  if (text === lastText) return lastDays
  let days = memo.get(text)
  if (days === undefined) {
    const ms = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN
    // Date.parse takes February 30 for March 2.
    days = !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text) ? ms / 86_400_000 : Number.NaN
    if (memo.size >= MEMO_LIMIT) memo.clear()
    memo.set(text, days)
  }
  lastText = text
  lastDays = days
  return days
}
