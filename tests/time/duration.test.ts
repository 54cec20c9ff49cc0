import { expect, test } from 'vitest'
import { parseDuration } from '../../src/time/duration.ts'
import { DAY, HOUR, MINUTE } from '../../src/time/sim-time.ts'

test.each([
  ['36h', 36 * HOUR],
  ['2d 6h', 2 * DAY + 6 * HOUR],
  ['1d 1h 1m', DAY + HOUR + MINUTE],
  ['0m', 0],
])('%s is %i ms', (text, ms) => {
  expect(parseDuration(text)).toBe(ms)
})

test.each(['', '5', '5s', '-1h', '1h  2m', '1.5h'])('%j is no duration', (text) => {
  expect(() => parseDuration(text)).toThrow(`"${text}" is not a duration: "2d 6h 30m"`)
})
