import { writeEventId } from '../simulation/event-id.ts'
import type { CopyBuffer } from './copy-buffer.ts'
import { BadValue, putInt4 } from './copy-scalars.ts'

/** Up to this length a loop over ASCII beats a call into the engine. */
const LOOP_LENGTH = 24
const TEXT_RULE = 'a text without U+0000 and without half surrogate pairs'

export function writeText(target: CopyBuffer, value: unknown, room: number): void {
  if (typeof value !== 'string') throw new BadValue(value, 'a text')
  target.reserve(4 + value.length * 3 + room)
  if (value.length > LOOP_LENGTH || !writeShortAscii(target, value)) writeLongText(target, value)
}

/** Writes a text if it is ASCII throughout. */
function writeShortAscii(target: CopyBuffer, value: string): boolean {
  const { chunk } = target
  const { length } = value
  const start = target.offset + 4
  for (let i = 0; i < length; i++) {
    const code = value.charCodeAt(i)
    if (code === 0 || code > 127) return false
    chunk[start + i] = code
  }
  putInt4(target, length)
  target.offset = start + length
  return true
}

function writeLongText(target: CopyBuffer, value: string): void {
  if (value.includes('\0') || !value.isWellFormed()) throw new BadValue(value, TEXT_RULE)
  const start = target.offset + 4
  const length = target.chunk.write(value, start)
  putInt4(target, length)
  target.offset = start + length
}

/** Version of the binary form of jsonb. */
const JSONB_VERSION = 1

export function writeJson(target: CopyBuffer, value: unknown, room: number): void {
  const text = stringify(value)
  // jsonb holds texts as text does, and text cannot hold U+0000.
  if (text === undefined || /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/.test(text)) {
    throw new BadValue(
      value,
      'a JSON value without cycles and bigints, in which no text has U+0000 or half surrogate pairs',
    )
  }
  target.reserve(5 + text.length * 3 + room)
  const start = target.offset + 5
  const length = target.chunk.write(text, start)
  putInt4(target, length + 1)
  target.chunk[start - 1] = JSONB_VERSION
  target.offset = start + length
}

function stringify(value: unknown): string | undefined {
  try {
    return JSON.stringify(value)
  } catch {
    return undefined
  }
}

const HYPHENS = [8, 13, 18, 23]
/** Value of a hexadecimal digit by its character code, 255 for others. */
const DIGITS = Uint8Array.from({ length: 128 }, (_, code) => {
  const value = '0123456789abcdef'.indexOf(String.fromCharCode(code).toLowerCase())
  return value === -1 ? 255 : value
})

export function writeUuid(target: CopyBuffer, value: unknown): void {
  putInt4(target, 16)
  if (typeof value === 'string') writeUuidText(target, value)
  else if (isEventId(value)) target.offset = writeEventId(value, target.chunk, target.offset)
  else throw new BadValue(value, 'an event id or the text of a UUID')
}

function isEventId(value: unknown): value is Parameters<typeof writeEventId>[0] {
  return typeof value === 'object' && value !== null && typeof (value as { ms?: unknown }).ms === 'number'
}

function writeUuidText(target: CopyBuffer, text: string): void {
  let bad = text.length === 36 && HYPHENS.every((at) => text[at] === '-') ? 0 : 255
  const { chunk } = target
  let { offset } = target
  for (let at = 0; at < 36 && bad < 16; at += 2) {
    if (at === 8 || at === 13 || at === 18 || at === 23) at++
    const high = DIGITS[text.charCodeAt(at)] ?? 255
    const low = DIGITS[text.charCodeAt(at + 1)] ?? 255
    bad |= high | low
    chunk[offset++] = (high << 4) | low
  }
  if (bad > 15) throw new BadValue(text, 'the text of a UUID')
  target.offset = offset
}
