import { array, assert, double, integer, property } from 'fast-check'
import { expect, test } from 'vitest'
import { largestRemainder } from '../../../src/simulation/distributions/largest-remainder.ts'

test('what rounding leaves goes to the largest remainders, the earlier first', () => {
  expect(largestRemainder(100, [1, 1, 1])).toEqual([34, 33, 33])
  expect(largestRemainder(5, [1, 1, 1])).toEqual([2, 2, 1])
  expect(largestRemainder(10, [0.15, 0.35, 0.5])).toEqual([2, 3, 5])
  expect(largestRemainder(100, [41, 29, 17, 13])).toEqual([41, 29, 17, 13])
  expect(largestRemainder(7, [0, 3, 0, 1])).toEqual([0, 5, 0, 2])
  expect(largestRemainder(0, [1, 2])).toEqual([0, 0])
})

test('the parts add up to the total, and each is its quota rounded up or down', () => {
  const shares = array(integer({ min: 0, max: 100_000 }), { minLength: 1, maxLength: 50 })
  assert(
    property(integer({ min: 0, max: 10_000_000 }), shares, (total, shares) => {
      const sum = shares.reduce((sum, share) => sum + share, 0)
      if (sum === 0) return
      const parts = largestRemainder(total, shares)
      expect(parts.reduce((sum, part) => sum + part, 0)).toBe(total)
      for (const [i, share] of shares.entries()) {
        expect(Math.abs((parts[i] ?? 0) - (total * share) / sum)).toBeLessThan(1)
      }
    }),
    { seed: 1 },
  )
})

test('shares of any size add up too, however large the total', () => {
  const shares = array(double({ min: 0, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 30 })
  assert(
    property(integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), shares, (total, shares) => {
      if (!shares.some((share) => share > 0)) return
      const parts = largestRemainder(total, shares)
      expect(parts.reduce((sum, part) => sum + BigInt(part), 0n)).toBe(BigInt(total))
      for (const [i, share] of shares.entries())
        expect((parts[i] ?? -1) >= 0 && (share > 0 || parts[i] === 0)).toBe(true)
    }),
    { seed: 2 },
  )
})

test('what cannot be shared is refused', () => {
  expect(() => largestRemainder(1.5, [1])).toThrow('largestRemainder: total 1.5, expected a whole number of 0 or more')
  expect(() => largestRemainder(-1, [1])).toThrow('largestRemainder: total -1')
  expect(() => largestRemainder(1, [1, -1])).toThrow('largestRemainder: share -1 at 1, expected a number of 0 or more')
  expect(() => largestRemainder(1, [])).toThrow('largestRemainder: the shares add up to 0')
  expect(() => largestRemainder(1, [0, 0])).toThrow('largestRemainder: the shares add up to 0')
})
