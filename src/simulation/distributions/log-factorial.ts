import { exactLog } from './exact-math.ts'

const TABLE_SIZE = 128
const HALF_LN_TWO_PI = 0.9189385332046727

const table = new Float64Array(TABLE_SIZE)
for (let k = 2; k < TABLE_SIZE; k++) table[k] = table[k - 1] + exactLog(k)

/** ln k! for a whole k of 0 or more: a table, then Stirling's series, which is exact to the last bits from 128 on. */
export function logFactorial(k: number): number {
  if (k < TABLE_SIZE) return table[k]
  const inverse = 1 / k
  const square = inverse * inverse
  const correction = inverse * (1 / 12 - square * (1 / 360 - square * (1 / 1260)))
  return (k + 0.5) * exactLog(k) - k + HALF_LN_TWO_PI + correction
}
