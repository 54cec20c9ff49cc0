import { describe, expect, test } from 'vitest'
import { dearerChoice } from '../../../src/retail/sales/dearer-choice.ts'

const PRICES = [100, 150, 220, 400, 900]
const WEIGHTS = [5, 4, 3, 2, 1]

/** Mean price of what is kept, against that of what is offered. */
function effect(prices: readonly number[], weights: readonly number[], factor: number): number {
  const { base, slope } = dearerChoice(prices, weights, factor)
  const mean = (own: readonly number[]) =>
    own.reduce((sum, weight, index) => sum + weight * (prices[index] ?? 0), 0) /
    own.reduce((sum, weight) => sum + weight, 0)
  return mean(weights.map((weight, index) => weight * (base + slope * (prices[index] ?? 0)))) / mean(weights)
}

test.each([1.04, 1.2, 0.9, 1])('a shelf is %d times as dear', (factor) => {
  expect(effect(PRICES, WEIGHTS, factor)).toBeCloseTo(factor, 12)
})

describe('the chance to keep a product', () => {
  test.each([0.1, 0.9, 1.04, 3, 50])('at %d times the price is one', (factor) => {
    const { base, slope } = dearerChoice(PRICES, WEIGHTS, factor)
    const chances = PRICES.map((price) => base + slope * price)
    expect(Math.min(...chances)).toBeGreaterThan(-1e-12)
    expect(Math.max(...chances)).toBeCloseTo(1, 12)
  })

  test('is the same for all where all cost the same, or nothing is to change', () => {
    expect(dearerChoice([200, 200], [1, 3], 1.5)).toEqual({ base: 1, slope: 0 })
    expect(dearerChoice(PRICES, WEIGHTS, 1)).toEqual({ base: 1, slope: 0 })
  })
})
