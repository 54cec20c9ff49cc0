import type { Draws } from '../random.ts'
import { exactExp, exactLog } from './exact-math.ts'

/**
 * The ziggurat of Marsaglia and Tsang (2000) as Doornik (2005) corrected it: 128 layers of equal area under the bell;
 * the lowest one ends at `TAIL_START` and owns the tail.
 */
const LAYERS = 128
const TAIL_START = 3.442619855899
const LAYER_AREA = 9.91256303526217e-3
const TWO_POW_32 = 4_294_967_296
const TWO_POW_MINUS_53 = 1.1102230246251565e-16

/** Right edges, from the base (with its tail squared off) up to the tip, and the ratio of each to the one below. */
const edges = new Float64Array(LAYERS + 1)
const ratios = new Float64Array(LAYERS)
fillTables()

/** A normal variate with this mean and standard deviation (0 or more). Mostly two words. @throws RangeError */
export function normal(draws: Draws, mean: number, sd: number): number {
  if (!(sd >= 0 && sd < Number.POSITIVE_INFINITY && mean - mean === 0)) {
    throw new RangeError(`normal: mean ${mean} and sd ${sd}, expected finite numbers, the sd 0 or more`)
  }
  return mean + sd * standardNormal(draws)
}

/** One word gives the layer (7 bits), the sign (1) and the high bits of the place, the next one the rest of these. */
function standardNormal(draws: Draws): number {
  for (;;) {
    const word = draws.word()
    const layer = word & (LAYERS - 1)
    const place = ((word >>> 11) * TWO_POW_32 + (draws.word() >>> 0)) * TWO_POW_MINUS_53
    const sign = (word & LAYERS) === 0 ? 1 : -1
    const x = place * edges[layer]
    if (place < ratios[layer]) return sign * x
    if (layer === 0) return sign * tail(draws)
    if (isUnderBell(draws, layer, x)) return sign * x
  }
}

function isUnderBell(draws: Draws, layer: number, x: number): boolean {
  const outer = edges[layer]
  const inner = edges[layer + 1]
  const low = exactExp(-0.5 * (outer * outer - x * x))
  const high = exactExp(-0.5 * (inner * inner - x * x))
  return high + draws.unit53() * (low - high) < 1
}

/** Beyond `TAIL_START`, by rejection from an exponential (Marsaglia 1964). */
function tail(draws: Draws): number {
  for (;;) {
    const x = -exactLog(1 - draws.unit53()) / TAIL_START
    const y = -exactLog(1 - draws.unit53())
    if (y + y >= x * x) return TAIL_START + x
  }
}

function fillTables(): void {
  let height = exactExp(-0.5 * TAIL_START * TAIL_START)
  edges[0] = LAYER_AREA / height
  edges[1] = TAIL_START
  for (let i = 2; i < LAYERS; i++) {
    const below = edges[i - 1]
    height += LAYER_AREA / below
    edges[i] = Math.sqrt(-2 * exactLog(height))
  }
  edges[LAYERS] = 0
  for (let i = 0; i < LAYERS; i++) ratios[i] = edges[i + 1] / edges[i]
}
