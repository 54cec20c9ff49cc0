import { expect, test } from 'vitest'
import { exponential } from '../../../src/simulation/distributions/exponential.ts'
import { normal } from '../../../src/simulation/distributions/normal.ts'
import { poisson } from '../../../src/simulation/distributions/poisson.ts'
import { Draws } from '../../../src/simulation/random.ts'
import { expectCounts, fixedDraws, histogram, momentsOf, take } from './statistics.ts'

const SAMPLES = 200_000

/** The area under the standard bell, by Simpson's rule. */
function normalShare(from: number, to: number): number {
  const steps = 200
  const width = (to - from) / steps
  let sum = 0
  for (let i = 0; i <= steps; i++) {
    const weight = i === 0 || i === steps ? 1 : 2 + 2 * (i % 2)
    sum += weight * Math.exp(-((from + i * width) ** 2) / 2)
  }
  return (sum * width) / 3 / Math.sqrt(2 * Math.PI)
}

/** The probabilities of 0, 1, ... up to far beyond the mean. */
function poissonShares(mean: number): number[] {
  let logShare = -mean
  const length = Math.ceil(mean + 12 * Math.sqrt(mean) + 12)
  return Array.from({ length }, (_, k) => {
    if (k > 0) logShare += Math.log(mean / k)
    return Math.exp(logShare)
  })
}

test('exponential waits have the density that they should', () => {
  const draws = fixedDraws('exponential shape')
  const values = take(SAMPLES, () => exponential(draws, 3))
  const edges = Array.from({ length: 49 }, (_, i) => -3 * Math.log(1 - (i + 1) / 50))
  expectCounts(
    histogram(values, edges),
    edges.concat(0).map(() => 1 / 50),
  )
  expect(Math.abs(momentsOf(values).mean - 3)).toBeLessThan(0.03)
  expect(Math.min(...values.slice(0, 10_000))).toBeGreaterThanOrEqual(0)
})

test('normal variates have the density that they should, tails included', () => {
  const draws = fixedDraws('normal shape')
  const values = take(SAMPLES * 2, () => normal(draws, 100, 15)).map((value) => (value - 100) / 15)
  const edges = Array.from({ length: 81 }, (_, i) => -4 + i / 10)
  const bounds = [-12, ...edges, 12]
  const shares = bounds.slice(1).map((to, i) => normalShare(bounds[i] ?? 0, to))
  expectCounts(histogram(values, edges), shares)
  const { mean, variance } = momentsOf(values)
  expect(Math.abs(mean)).toBeLessThan(0.005)
  expect(Math.abs(variance - 1)).toBeLessThan(0.007)
  const far = values.filter((value) => Math.abs(value) > 3.442619855899).length
  expect(Math.abs(far / values.length - 5.76e-4)).toBeLessThan(1e-4)
})

test.each([0.05, 1, 4.5, 9.99, 10, 30, 400])('Poisson counts of mean %d have the shares that they should', (mean) => {
  const draws = fixedDraws(`poisson ${mean}`)
  const shares = poissonShares(mean)
  const counts = shares.map(() => 0)
  for (let i = 0; i < SAMPLES; i++) counts[poisson(draws, mean)]++
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(SAMPLES)
  expectCounts(counts, shares)
})

test.each([2000, 100_000, 1e9])('Poisson counts of mean %d have this mean and variance', (mean) => {
  const draws = fixedDraws(`poisson ${mean}`)
  const moments = momentsOf(take(50_000, () => poisson(draws, mean)))
  expect(Math.abs(moments.mean - mean)).toBeLessThan((3 * Math.sqrt(mean)) / Math.sqrt(50_000))
  expect(Math.abs(moments.variance / mean - 1)).toBeLessThan(0.02)
})

test('a mean or a deviation of 0 leaves nothing to chance', () => {
  const draws = fixedDraws('zero')
  expect(poisson(draws, 0)).toBe(0)
  expect(Math.abs(exponential(draws, 0))).toBe(0)
  expect(normal(draws, 7, 0)).toBe(7)
})

test('the largest uniform draw still ends', () => {
  class Highest extends Draws {
    override unit53(): number {
      return 1 - 2 ** -53
    }
  }
  const draws = new Highest({ x: 0, y: 0 })
  expect(exponential(draws, 1)).toBeCloseTo(36.737, 3)
  for (const mean of [1e-9, 0.5, 1.01, 1.6, 9.99]) expect(poisson(draws, mean)).toBeLessThan(60)
})

test('arguments that are no distribution are refused', () => {
  const draws = fixedDraws('bad')
  expect(() => exponential(draws, -1)).toThrow('exponential: mean -1, expected a finite number of 0 or more')
  expect(() => exponential(draws, Number.NaN)).toThrow('exponential: mean NaN')
  expect(() => normal(draws, 0, -1)).toThrow('normal: mean 0 and sd -1, expected finite numbers, the sd 0 or more')
  expect(() => normal(draws, Number.POSITIVE_INFINITY, 1)).toThrow('normal: mean Infinity')
  expect(() => poisson(draws, -0.1)).toThrow('poisson: mean -0.1, expected a number from 0 to 1000000000')
  expect(() => poisson(draws, Number.NaN)).toThrow('poisson: mean NaN')
  expect(() => poisson(draws, 2e9)).toThrow('poisson: mean 2000000000')
})

test('the first draws of a key are these', () => {
  const draws = { e: fixedDraws('exponential'), n: fixedDraws('normal'), few: fixedDraws('poisson') }
  const many = fixedDraws('poisson')
  expect(take(5, () => exponential(draws.e, 5))).toEqual([
    0.9587065353051015, 0.9372924475863083, 3.8402986149453873, 1.3770942013519707, 14.757921293780607,
  ])
  expect(take(5, () => normal(draws.n, 10, 2))).toEqual([
    11.722380372945416, 12.902407915778351, 11.648669878700062, 9.15843457434389, 12.127354758125183,
  ])
  expect(take(5, () => poisson(draws.few, 3))).toEqual([4, 3, 1, 3, 4])
  expect(take(5, () => poisson(many, 250))).toEqual([265, 234, 265, 247, 274])
})
