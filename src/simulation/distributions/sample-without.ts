import type { Draws } from '../random.ts'

/**
 * `k` different whole numbers from 0 up to, not including, `n`, in random order: a shuffle that stops after `k` places,
 * on an array that is never built. @throws RangeError
 */
export function sampleWithout(draws: Draws, n: number, k: number): number[] {
  if (!(Number.isInteger(n) && Number.isInteger(k) && k >= 0 && k <= n)) {
    throw new RangeError(`sampleWithout: ${k} of ${n}, expected whole numbers, the first between 0 and the second`)
  }
  const moved = new Map<number, number>()
  const sample: number[] = []
  for (let place = 0; place < k; place++) {
    const at = draws.between(place, n - 1)
    sample.push(moved.get(at) ?? at)
    moved.set(at, moved.get(place) ?? place)
  }
  return sample
}
