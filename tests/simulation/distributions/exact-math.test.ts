import { expect, test } from 'vitest'
import { exactExp, exactLog, power } from '../../../src/simulation/distributions/exact-math.ts'
import { logFactorial } from '../../../src/simulation/distributions/log-factorial.ts'
import { fixedDraws } from './statistics.ts'

function relativeError(value: number, expected: number): number {
  return value === expected ? 0 : Math.abs(value - expected) / Math.abs(expected)
}

test('the logarithm is within 1e-14 of the engine over all magnitudes, and next to 1', () => {
  const draws = fixedDraws('log')
  let worst = 0
  for (let i = 0; i < 100_000; i++) {
    const anywhere = Math.exp((draws.unit53() - 0.5) * 1416)
    const nearOne = 1 + (draws.unit53() - 0.5) * 10 ** -draws.below(12)
    for (const x of [anywhere, nearOne]) worst = Math.max(worst, relativeError(exactLog(x), Math.log(x)))
  }
  expect(worst).toBeLessThan(1e-14)
})

test('the exponential is within 1e-14 of the engine over its whole range', () => {
  const draws = fixedDraws('exp')
  let worst = 0
  for (let i = 0; i < 100_000; i++) {
    const far = (draws.unit53() - 0.5) * 1416
    const near = (draws.unit53() - 0.5) * 2
    for (const x of [far, near]) worst = Math.max(worst, relativeError(exactExp(x), Math.exp(x)))
  }
  expect(worst).toBeLessThan(1e-14)
})

test('the logarithm knows its edges', () => {
  expect(exactLog(1)).toBe(0)
  expect(exactLog(0)).toBe(Number.NEGATIVE_INFINITY)
  expect(exactLog(-0)).toBe(Number.NEGATIVE_INFINITY)
  expect(exactLog(Number.POSITIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY)
  expect([exactLog(-1), exactLog(Number.NaN)]).toEqual([Number.NaN, Number.NaN])
  for (const x of [Number.MIN_VALUE, 1e-310, 2.2250738585072014e-308, Number.MAX_VALUE, 2 ** 1023, 0.5, 2]) {
    expect(relativeError(exactLog(x), Math.log(x))).toBeLessThan(1e-14)
  }
})

test('the exponential knows its edges', () => {
  expect([exactExp(0), exactExp(710), exactExp(-746)]).toEqual([1, Number.POSITIVE_INFINITY, 0])
  expect([exactExp(Number.POSITIVE_INFINITY), exactExp(Number.NEGATIVE_INFINITY)]).toEqual([
    Number.POSITIVE_INFINITY,
    0,
  ])
  expect(exactExp(Number.NaN)).toBeNaN()
  expect(relativeError(exactExp(709.7), Math.exp(709.7))).toBeLessThan(1e-14)
  expect(relativeError(exactExp(-708), Math.exp(-708))).toBeLessThan(1e-14)
  expect(Math.abs(exactExp(-740) - Math.exp(-740))).toBeLessThanOrEqual(Number.MIN_VALUE)
})

test('powers are within 1e-12 of the engine', () => {
  const draws = fixedDraws('power')
  for (let i = 0; i < 20_000; i++) {
    const base = draws.unit53() * 10_000
    const exponent = (draws.unit53() - 0.5) * 20
    expect(relativeError(power(base, exponent), base ** exponent)).toBeLessThan(1e-12)
  }
  expect([power(0, 2), power(0, 0), power(7, 0), power(1, 1e9), power(0, -1)]).toEqual([
    0,
    1,
    1,
    1,
    Number.POSITIVE_INFINITY,
  ])
  expect(() => power(-2, 2)).toThrow('power: base -2, expected a number of 0 or more')
})

test('log factorials add up logarithms, across the end of the table', () => {
  let sum = 0
  for (let k = 1; k <= 5000; k++) {
    sum += Math.log(k)
    expect(Math.abs(logFactorial(k) - sum)).toBeLessThan(1e-12 * Math.max(1, sum))
  }
  expect(logFactorial(0)).toBe(0)
})

test('the bits are these', () => {
  expect([exactLog(7), exactLog(0.3), exactExp(1), exactExp(-20.5), power(10_000, 1.1)]).toEqual([
    1.9459101490553132, -1.2039728043259361, 2.7182818284590455, 1.2501528663867428e-9, 25118.86431509586,
  ])
})
