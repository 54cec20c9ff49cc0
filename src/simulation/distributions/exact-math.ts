/**
 * Logarithm, exponential and power from + - * / alone, so that every JavaScript engine gives the same bits; within
 * 1e-14 of the true value, relatively, wherever the result is a normal number.
 */

/** ln 2 in two parts: the first has so few bits that its product with an exponent is exact. */
const LN_2_HIGH = 0.69314718036912381649
const LN_2_LOW = 1.90821492927058770002e-10

const EXPONENT_BIAS = 1023
const EXPONENT_SHIFT = 20
/** The high words of 1 and of the square root of 1/2: their distance rounds an exponent so that 1 is in the middle. */
const ONE_HIGH_WORD = 0x3ff00000
const SQRT_HALF_HIGH_WORD = 0x3fe6a09e
const ROUND_EXPONENT = ONE_HIGH_WORD - SQRT_HALF_HIGH_WORD

const MIN_NORMAL = 2.2250738585072014e-308
const TWO_POW_54 = 18_014_398_509_481_984

/** Above and below these, the exponential is infinite or zero. */
const EXP_MAX = 709.782712893384
const EXP_MIN = -745.1332191019412

const bits = new DataView(new ArrayBuffer(8))

/** The powers of 2 from 2^-1024 to 2^1023; index `POWER_ZERO` is 1. */
const POWER_ZERO = 1024
const powersOfTwo = new Float64Array(2 * POWER_ZERO)
powersOfTwo[POWER_ZERO] = 1
for (let i = 1; i < POWER_ZERO; i++) powersOfTwo[POWER_ZERO + i] = powersOfTwo[POWER_ZERO + i - 1] * 2
for (let i = 1; i <= POWER_ZERO; i++) powersOfTwo[POWER_ZERO - i] = powersOfTwo[POWER_ZERO - i + 1] / 2

/** The natural logarithm; -Infinity for 0, NaN below it. */
export function exactLog(x: number): number {
  if (!(x >= MIN_NORMAL && x < Number.POSITIVE_INFINITY)) return logOfExtreme(x)
  bits.setFloat64(0, x, true)
  const exponent = ((bits.getInt32(4, true) + ROUND_EXPONENT) >> EXPONENT_SHIFT) - EXPONENT_BIAS
  const mantissa = x * powersOfTwo[POWER_ZERO - exponent]
  return exponent * LN_2_HIGH + (exponent * LN_2_LOW + logNearOne(mantissa))
}

function logOfExtreme(x: number): number {
  if (x === 0) return Number.NEGATIVE_INFINITY
  if (!(x > 0)) return Number.NaN
  return x < MIN_NORMAL ? exactLog(x * TWO_POW_54) - 54 * LN_2_HIGH - 54 * LN_2_LOW : x
}

/**
 * ln m = 2 artanh s with s = (m - 1) / (m + 1), by the series s + s^3/3 + ... + s^21/21, for m between the square roots
 * of 1/2 and 2. The terms are paired, because the processor adds pairs side by side.
 */
function logNearOne(m: number): number {
  const s = (m - 1) / (m + 1)
  const z = s * s
  const z2 = z * z
  const z4 = z2 * z2
  const low = 1 / 3 + z * (1 / 5) + z2 * (1 / 7 + z * (1 / 9))
  const middle = 1 / 11 + z * (1 / 13) + z2 * (1 / 15 + z * (1 / 17))
  const sum = low + z4 * (middle + z4 * (1 / 19 + z * (1 / 21)))
  return 2 * s + 2 * s * (z * sum)
}

/** e to the power of `x`; Infinity above 709.78, 0 below -745.13. */
export function exactExp(x: number): number {
  if (x > EXP_MAX) return Number.POSITIVE_INFINITY
  if (x < EXP_MIN) return 0
  const exponent = Math.floor(x * Math.LOG2E + 0.5)
  const value = expNearZero(x - exponent * LN_2_HIGH - exponent * LN_2_LOW)
  if (exponent > EXPONENT_BIAS) return value * 2 * powersOfTwo[POWER_ZERO + exponent - 1]
  if (exponent > -EXPONENT_BIAS) return value * powersOfTwo[POWER_ZERO + exponent]
  return (value * powersOfTwo[POWER_ZERO + exponent + 54]) / TWO_POW_54
}

/** The Taylor series to the thirteenth power, for |r| up to ln 2 / 2, its terms paired. */
function expNearZero(r: number): number {
  const r2 = r * r
  const r4 = r2 * r2
  const low = 1 / 2 + r * (1 / 6) + r2 * (1 / 24 + r * (1 / 120))
  const middle = 1 / 720 + r * (1 / 5040) + r2 * (1 / 40_320 + r * (1 / 362_880))
  const high = 1 / 3_628_800 + r * (1 / 39_916_800) + r2 * (1 / 479_001_600 + r * (1 / 6_227_020_800))
  return 1 + (r + r2 * (low + r4 * (middle + r4 * high)))
}

/** `base` to the power of `exponent`, for a base of 0 or more; the error grows with |exponent x ln base|. @throws RangeError */
export function power(base: number, exponent: number): number {
  if (!(base >= 0)) throw new RangeError(`power: base ${base}, expected a number of 0 or more`)
  if (exponent === 0) return 1
  return exactExp(exponent * exactLog(base))
}
