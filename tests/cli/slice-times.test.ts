import { expect, test } from 'vitest'
import { addedTimes, NO_SLICES, withSlice } from '../../src/cli/live/slice-times.ts'

test('a slice counts within every bound that it does not exceed', () => {
  const { count, seconds, within } = withSlice(NO_SLICES, 25)
  expect([count, seconds]).toEqual([1, 0.025])
  expect(within.filter(([, found]) => found === 1).map(([bound]) => bound)).toEqual([
    0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
  ])
})

test('the slices of two runs are those of both', () => {
  const one = [2, 20].reduce(withSlice, NO_SLICES)
  const other = [200, 20_000].reduce(withSlice, NO_SLICES)
  const both = addedTimes(one, other)
  expect(both).toEqual({
    ...[2, 20, 200, 20_000].reduce(withSlice, NO_SLICES),
    seconds: expect.closeTo(20.222) as number,
  })
  expect(addedTimes(both, NO_SLICES)).toEqual(both)
})
