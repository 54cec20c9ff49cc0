import type { CopyBuffer } from './copy-buffer.ts'
import { BadValue, putInt4, writeInt4 } from './copy-scalars.ts'
import { writeText } from './copy-texts.ts'

const INT4_OID = 23
const TEXT_OID = 25
/** Dimensions, null flag, element type, length, lower bound. */
const HEADER_BYTES = 20

export function writeInt4Array(target: CopyBuffer, value: unknown, room: number): void {
  const items = arrayOf(value, 'an array of integers of 32 bits')
  target.reserve(4 + HEADER_BYTES + items.length * 8 + room)
  putInt4(target, sizeOf(items.length, items.length * 8))
  putArrayHeader(target, items.length, INT4_OID)
  for (const item of items) element(value, 'an array of integers of 32 bits', () => writeInt4(target, item))
}

export function writeTextArray(target: CopyBuffer, value: unknown, room: number): void {
  const items = arrayOf(value, 'an array of texts')
  // The length comes first, so that the bytes are counted before they are written.
  const bytes = items.reduce<number>(
    (sum, item) => sum + 4 + Buffer.byteLength(typeof item === 'string' ? item : ''),
    0,
  )
  target.reserve(4 + HEADER_BYTES + room)
  putInt4(target, sizeOf(items.length, bytes))
  putArrayHeader(target, items.length, TEXT_OID)
  for (const item of items)
    element(value, 'an array of texts that a text column takes', () => writeText(target, item, room))
}

function arrayOf(value: unknown, allowed: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new BadValue(value, allowed)
  return value
}

/** An error about an element must name the value of the column. */
function element(array: unknown, allowed: string, write: () => void): void {
  try {
    write()
  } catch (error) {
    throw error instanceof BadValue ? new BadValue(array, allowed) : error
  }
}

function sizeOf(length: number, bytes: number): number {
  return length === 0 ? 12 : HEADER_BYTES + bytes
}

function putArrayHeader(target: CopyBuffer, length: number, elementOid: number): void {
  putInt4(target, length === 0 ? 0 : 1)
  putInt4(target, 0)
  putInt4(target, elementOid)
  if (length === 0) return
  putInt4(target, length)
  putInt4(target, 1)
}
