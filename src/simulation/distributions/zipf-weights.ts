import { power } from './exact-math.ts'

/**
 * The shares of `n` ranks, the first the largest: rank r has a share in proportion to r^-exponent, and they add up to 1.
 * @throws RangeError
 */
export function zipfWeights(n: number, exponent: number): Float64Array {
  if (!(Number.isInteger(n) && n >= 1))
    throw new RangeError(`zipfWeights: n ${n}, expected a whole number of 1 or more`)
  if (!(exponent >= 0 && exponent < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`zipfWeights: exponent ${exponent}, expected a finite number of 0 or more`)
  }
  const weights = new Float64Array(n)
  let sum = 0
  for (let i = 0; i < n; i++) {
    const weight = 1 / power(i + 1, exponent)
    weights[i] = weight
    sum += weight
  }
  return weights.map((weight) => weight / sum)
}
