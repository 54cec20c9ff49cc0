import type { Draws } from '../random.ts'
import { exactLog } from './exact-math.ts'

/** A waiting time with this mean, 0 or more; 36.7 times the mean is the longest. Two words. @throws RangeError */
export function exponential(draws: Draws, mean: number): number {
  if (!(mean >= 0 && mean < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`exponential: mean ${mean}, expected a finite number of 0 or more`)
  }
  return -mean * exactLog(1 - draws.unit53())
}
