import { type DrawKey, type Draws, deriveKey, deriveKeyWide, wordOf } from '../../simulation/random.ts'

/** The key of one entity: its draws depend on nothing but the seed, its kind and its id. */
export function entityKey(root: DrawKey, kind: string, id: number): DrawKey {
  return deriveKeyWide(deriveKey(root, wordOf(kind)), id)
}

/** An index in proportion to its weight; the last one with a weight when rounding leaves a rest. At least one weight is positive. */
export function weightedIndex(weights: readonly number[], unit: number): number {
  let total = 0
  for (let i = 0; i < weights.length; i++) total += weights[i]
  let rest = unit * total
  let last = 0
  for (let i = 0; i < weights.length; i++) {
    const weight = weights[i]
    if (weight <= 0) continue
    last = i
    rest -= weight
    if (rest < 0) return i
  }
  return last
}

/** An element, each equally likely. The list is not empty. */
export function pick<T>(draws: Draws, list: readonly T[]): T {
  return list[draws.below(list.length)]
}

/** An element in proportion to its weight. */
export function pickWeighted<T>(draws: Draws, list: readonly T[], weightOf: (element: T) => number): T {
  return list[weightedIndex(list.map(weightOf), draws.unit53())]
}

/**
 * A bucket 0..buckets-1, each equally likely, such that one more bucket moves only what goes into it
 * (Lamping and Veach, "A Fast, Minimal Memory, Consistent Hash Algorithm").
 */
export function consistentBucket(draws: Draws, buckets: number): number {
  let bucket = 0
  for (let next = 0; next < buckets; ) {
    bucket = next
    next = Math.floor((bucket + 1) / (1 - draws.unit53()))
  }
  return bucket
}
