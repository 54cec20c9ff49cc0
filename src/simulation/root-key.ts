import seedrandom from 'seedrandom'
import type { DrawKey } from './random.ts'

/**
 * The root key of a run from the user's seed; a number and its decimal text are the same seed. The length goes first because
 * the generator repeats short keys: 1, 11 and 111 would be one seed.
 */
export function rootKey(seed: number | string): DrawKey {
  const text = String(seed)
  const generator = seedrandom(`${text.length}:${text}`)
  return { x: generator.int32(), y: generator.int32() }
}
