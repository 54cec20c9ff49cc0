import type { SliceTimes } from '../../api/engine.ts'

/** Seconds: from what a quiet night takes at real time to what a large company takes as fast as it goes. */
const BOUNDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/** The times of no slices. */
export const NO_SLICES: SliceTimes = { count: 0, seconds: 0, within: BOUNDS.map((bound) => [bound, 0]) }

/** With one slice more. */
export function withSlice({ count, seconds, within }: SliceTimes, ms: number): SliceTimes {
  const took = ms / 1000
  return {
    count: count + 1,
    seconds: seconds + took,
    within: within.map(([bound, found]) => [bound, took <= bound ? found + 1 : found]),
  }
}

/** The slices of both. */
export function addedTimes(one: SliceTimes, other: SliceTimes): SliceTimes {
  return {
    count: one.count + other.count,
    seconds: one.seconds + other.seconds,
    within: one.within.map(([bound, found], index) => [bound, found + (other.within[index]?.[1] ?? 0)]),
  }
}
