import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type EventId,
  eventIdText,
  makeEventId,
  parseEventId,
  readEventId,
  sameEventId,
  writeEventId,
} from '../../src/simulation/event-id.ts'

const word = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })
/** The most that the 48 bits of an id hold: a moment of the year 10889. */
const MAX_EVENT_MS = 2 ** 48 - 1
const ms = fc.integer({ min: 0, max: MAX_EVENT_MS })
const eventId = fc.tuple(ms, word, word, word).map((parts) => makeEventId(...parts))

test('an id is a version 7 UUID of the simulated millisecond and the hash bits', () => {
  const id = makeEventId(Date.UTC(2024, 0, 1), 0xabc_def, 0x7fff_ffff, -1)
  expect(id).toEqual({ ms: 1_704_067_200_000, a: 0xdef, b: 0x3fff_ffff, c: -1 })
  expect(eventIdText(id)).toBe('018cc251-f400-7def-bfff-ffffffffffff')
  expect(eventIdText(makeEventId(0, 0, 0, 0))).toBe('00000000-0000-7000-8000-000000000000')
  expect(eventIdText(makeEventId(MAX_EVENT_MS, -1, -1, -1))).toBe('ffffffff-ffff-7fff-bfff-ffffffffffff')
})

test('text and bytes give back the same id, and say the same', () => {
  fc.assert(
    fc.property(eventId, fc.nat(20), (id, offset) => {
      const text = eventIdText(id)
      expect(parseEventId(text)).toEqual(id)
      const bytes = new Uint8Array(offset + 16)
      expect(writeEventId(id, bytes, offset)).toBe(offset + 16)
      expect(readEventId(bytes, offset)).toEqual(id)
      expect(Buffer.from(bytes.subarray(offset)).toString('hex')).toBe(text.replaceAll('-', ''))
    }),
  )
})

test('ids sort by time, as text and as bytes', () => {
  fc.assert(
    fc.property(eventId, eventId, (left, right) => {
      fc.pre(left.ms !== right.ms)
      expect(eventIdText(left) < eventIdText(right)).toBe(left.ms < right.ms)
    }),
  )
})

test('two ids are the same when all of their bits are', () => {
  const id: EventId = { ms: 1, a: 2, b: 3, c: 4 }
  expect(sameEventId(id, { ...id })).toBe(true)
  for (const part of ['ms', 'a', 'b', 'c'] as const) expect(sameEventId(id, { ...id, [part]: 9 })).toBe(false)
})

test.each([
  ['another version', '018cc251-f400-4def-bfff-ffffffffffff'],
  ['another variant', '018cc251-f400-7def-cfff-ffffffffffff'],
  ['capitals', '018CC251-f400-7def-bfff-ffffffffffff'],
  ['no dashes', '018cc251f4007defbfffffffffffffff'],
  ['something behind', '018cc251-f400-7def-bfff-ffffffffffff0'],
  ['nothing', ''],
])('text with %s is refused', (_, text) => {
  expect(() => parseEventId(text)).toThrow(`not an event id: "${text}" (expected a lower-case UUID of version 7)`)
})
