import { assert, integer, property } from 'fast-check'
import { expect, test } from 'vitest'
import { isoTime, parseIsoTime } from '../../src/time/iso-time.ts'

const FIRST = Date.UTC(1900, 0, 1)
const LAST = Date.UTC(9999, 11, 31, 23, 59, 59, 999)

test('the text is that of Date, and parsing returns the instant', () => {
  assert(
    property(integer({ min: FIRST, max: LAST }), integer({ min: 0, max: 3000 }), (ms, step) => {
      for (const at of [ms, Math.min(ms + step, LAST), ms]) {
        expect(isoTime(at)).toBe(new Date(at).toISOString())
        expect(parseIsoTime(isoTime(at))).toBe(at)
      }
    }),
    { seed: 1 },
  )
})

test('every millisecond around a turn of the year is told apart', () => {
  const midnight = Date.UTC(2024, 0, 1)
  for (let ms = midnight - 2000; ms < midnight + 2000; ms++) expect(isoTime(ms)).toBe(new Date(ms).toISOString())
})

test('an instant that is no whole number is refused', () => {
  isoTime(1_705_314_600_000)
  for (const bad of [1_705_314_600_000.5, Number.NaN, Number.POSITIVE_INFINITY, 1e16]) {
    expect(() => isoTime(bad)).toThrow(RangeError)
    expect(isoTime(1_705_314_600_000)).toBe('2024-01-15T10:30:00.000Z')
  }
})

test('milliseconds may be left out', () => {
  expect(parseIsoTime('2024-01-15T10:30:00Z')).toBe(1_705_314_600_000)
  expect(parseIsoTime('2024-01-15T10:30:00.123Z')).toBe(1_705_314_600_123)
})

test.each([
  '2024-02-30T00:00:00.000Z',
  '2023-02-29T00:00:00.000Z',
  '2024-00-01T00:00:00.000Z',
  '2024-13-01T00:00:00.000Z',
  '2024-01-15T24:00:00.000Z',
  '2024-01-15T10:60:00.000Z',
  '2024-01-15T10:30:60.000Z',
  '2024-01-15 10:30:00.000Z',
  '2024-01-15T10:30:00.000',
  '2024-01-15T10:30:00.000+01:00',
  '2024-01-15T10:30:00.00aZ',
  '2024-01-15T1a:30:00.000Z',
  '2024-01-15T10:30:00,000Z',
  '2024/01/15T10:30:00.000Z',
  '2O24-01-15T10:30:00Z',
  '2024-01-15',
  '',
])('%s is refused', (text) => {
  expect(() => parseIsoTime(text)).toThrow(
    new RangeError(`"${text}" is not an instant: expected a real one as YYYY-MM-DDTHH:MM:SS.mmmZ`),
  )
})
