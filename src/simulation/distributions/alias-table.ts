import type { Draws } from '../random.ts'

/** So many that a word which chooses the column has 16 bits or more left to choose inside it. */
const ONE_WORD_SIZE = 65_536
/** So many that 32 bits still tell columns apart evenly. */
const MAX_SIZE = 16_777_216

/**
 * Picks an index in proportion to its weight in constant time (Walker 1977, built as Vose 1991): each of `size` equally
 * likely columns is shared by its own index and one alias.
 */
export class AliasTable {
  readonly size: number
  /** The own index's share of each column. */
  readonly #keep: Float64Array
  /** Each column's own index and alias, side by side: a look-up instead of a branch that no processor can foresee. */
  readonly #choices: Int32Array

  /** Weights are finite numbers of 0 or more, at least one of them positive. @throws RangeError */
  constructor(weights: ArrayLike<number>) {
    const total = checkedTotal(weights)
    this.size = weights.length
    this.#keep = Float64Array.from(weights, (weight) => (weight / total) * weights.length)
    this.#choices = Int32Array.from({ length: 2 * weights.length }, (_, i) => i >> 1)
    pair(this.#keep, this.#choices)
  }

  /** An index from 0 up to, not including, `size`; one of weight 0 never. One word up to 65,536 weights, else two. */
  pick(draws: Draws): number {
    const place = draws.unit() * this.size
    const column = place | 0
    const fraction = this.size <= ONE_WORD_SIZE ? place - column : draws.unit()
    return this.#choices[2 * column + Number(fraction >= this.#keep[column])]
  }
}

function checkedTotal(weights: ArrayLike<number>): number {
  if (!(weights.length >= 1 && weights.length <= MAX_SIZE)) {
    throw new RangeError(`AliasTable: ${weights.length} weights, expected 1 to ${MAX_SIZE}`)
  }
  let total = 0
  for (let i = 0; i < weights.length; i++) {
    const weight = weights[i]
    if (!(weight >= 0)) throw new RangeError(`AliasTable: weight ${weight} at ${i}, expected a number of 0 or more`)
    total += weight
  }
  if (!(total > 0 && total < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`AliasTable: the weights add up to ${total}, expected a positive, finite sum`)
  }
  return total
}

/** Fills each column that is short of 1 from one that has more; `keep` comes in as each weight over the mean weight. */
function pair(keep: Float64Array, choices: Int32Array): void {
  const short: number[] = []
  const rich: number[] = []
  for (let i = 0; i < keep.length; i++) (keep[i] < 1 ? short : rich).push(i)
  let low = short.pop()
  let high = rich.pop()
  while (low !== undefined && high !== undefined) {
    choices[2 * low + 1] = high
    keep[high] = keep[high] + keep[low] - 1
    if (keep[high] < 1) {
      low = high
      high = rich.pop()
    } else low = short.pop()
  }
  // The shares left over add up to their number, so that each is 1 but for rounding.
  for (const i of [low, high, ...short, ...rich]) if (i !== undefined) keep[i] = 1
}
