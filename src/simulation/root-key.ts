import seedrandom from 'seedrandom'
import type { DrawKey } from './random.ts'

/** The root key of a run from the user's seed; a number and its decimal text are the same seed. */
export function rootKey(seed: number | string): DrawKey {
  const generator = seedrandom(String(seed))
  return { x: generator.int32(), y: generator.int32() }
}
