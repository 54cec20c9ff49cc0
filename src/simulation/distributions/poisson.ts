import type { Draws } from '../random.ts'
import { exactExp, exactLog } from './exact-math.ts'
import { logFactorial } from './log-factorial.ts'

/** From here on rejection is faster than walking up from 0, and valid. */
const REJECTION_FROM = 10
/** Up to here the acceptance test is good to six digits. */
const MAX_MEAN = 1e9
/** Probabilities that 53 bits cannot reach. */
const NEGLIGIBLE = 1e-18

/** A count with this mean, 0 to 1e9. @throws RangeError */
export function poisson(draws: Draws, mean: number): number {
  if (!(mean >= 0 && mean <= MAX_MEAN)) {
    throw new RangeError(`poisson: mean ${mean}, expected a number from 0 to ${MAX_MEAN}`)
  }
  return mean < REJECTION_FROM ? byInversion(draws, mean) : byRejection(draws, mean)
}

function byInversion(draws: Draws, mean: number): number {
  let rest = draws.unit53()
  let probability = exactExp(-mean)
  let count = 0
  while (rest >= probability && (probability > NEGLIGIBLE || count < mean)) {
    rest -= probability
    count++
    probability *= mean / count
  }
  return count
}

/** Transformed rejection with squeeze, algorithm PTRS of Hörmann (1993), "The transformed rejection method". */
function byRejection(draws: Draws, mean: number): number {
  const b = 0.931 + 2.53 * Math.sqrt(mean)
  const a = -0.059 + 0.02483 * b
  const squeeze = 0.9277 - 3.6224 / (b - 2)
  for (;;) {
    const u = draws.unit53() - 0.5
    const v = draws.unit53()
    const edge = 0.5 - Math.abs(u)
    const count = Math.floor(((2 * a) / edge + b) * u + mean + 0.43)
    if (edge >= 0.07 && v <= squeeze) return count
    if (count < 0 || (edge < 0.013 && v > edge)) continue
    const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4)
    const hat = exactLog((v * inverseAlpha) / (a / (edge * edge) + b))
    if (hat <= count * exactLog(mean) - mean - logFactorial(count)) return count
  }
}
