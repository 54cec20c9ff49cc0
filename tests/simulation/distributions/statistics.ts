import { expect } from 'vitest'
import { type Draws, drawsFor, wordOf } from '../../../src/simulation/random.ts'

/** The draws of a fixed key: the same in every run, so that no test of chance can fail by chance. */
export function fixedDraws(purpose: string): Draws {
  return drawsFor({ x: 42, y: 2024 }, wordOf(purpose))
}

export function take(count: number, draw: () => number): number[] {
  return Array.from({ length: count }, () => draw())
}

export function momentsOf(values: readonly number[]): { mean: number; variance: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length
  return { mean, variance }
}

/** Pearson's test at the 99.9th percentile (Wilson and Hilferty); cells that expect fewer than 5 go to the next one. */
export function expectCounts(counts: readonly number[], probabilities: readonly number[]): void {
  const total = counts.reduce((sum, count) => sum + count, 0)
  let statistic = 0
  let cells = 0
  let observed = 0
  let expected = 0
  let left = total
  for (const [i, probability] of probabilities.entries()) {
    observed += counts[i] ?? 0
    expected += probability * total
    left -= probability * total
    if (expected < 5 || (left < 5 && i < probabilities.length - 1)) continue
    statistic += (observed - expected) ** 2 / expected
    cells++
    observed = 0
    expected = 0
  }
  const freedom = cells - 1
  const limit = freedom * (1 - 2 / (9 * freedom) + 3.09 * Math.sqrt(2 / (9 * freedom))) ** 3
  expect(statistic, `chi-square of ${cells} cells`).toBeLessThan(limit)
}

/** How many of `values` fall before each edge, in between, and after the last. */
export function histogram(values: readonly number[], edges: readonly number[]): number[] {
  const counts = Array.from({ length: edges.length + 1 }, () => 0)
  for (const value of values) {
    const cell = edges.findIndex((edge) => value < edge)
    counts[cell < 0 ? edges.length : cell]++
  }
  return counts
}
