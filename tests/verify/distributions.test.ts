import { describe, expect, test } from 'vitest'
import { configSchema } from '../../src/config/schema.ts'
import { countFigure, deviation, isInside, shareFigure } from '../../src/verify/distributions/interval.ts'
import { paymentOdds } from '../../src/verify/distributions/payment-odds.ts'
import { weatherOdds } from '../../src/verify/distributions/weather.ts'

const config = configSchema.parse({})

/** Whether so many of a thousand are a plausible share. */
function isShare(hits: number, expected: number): boolean {
  return isInside(shareFigure('hits', { hits, total: 1000 }, expected))
}

function spring(days: Record<string, number>) {
  const rows = Object.entries(days).map(([weather, count]) => ({ month: 4, weather, days: count }))
  return weatherOdds.measure(rows, config)
}

describe('an interval', () => {
  test('is between six and seven standard deviations wide on each side for large counts', () => {
    const expected = 1e6
    const { lowest, highest } = countFigure('visits', expected, expected)
    expect((highest - expected) / 1000).toBeGreaterThan(6)
    expect((highest - expected) / 1000).toBeLessThan(7)
    expect(expected - lowest).toBeCloseTo(highest - expected)
  })

  test('is wider than that for small counts, whose tails are heavy', () => {
    expect(deviation(4) / 2).toBeGreaterThan(10)
  })

  test('allows nothing of what never happens, and nothing but what always does', () => {
    expect([0, 1].map((hits) => isShare(hits, 0))).toEqual([true, false])
    expect([1000, 999].map((hits) => isShare(hits, 1))).toEqual([true, false])
    expect(isInside(countFigure('x', 1, 0))).toBe(false)
  })

  test('holds the share of a coin, and not that of a bent one', () => {
    expect([500, 560, 440, 620, 380].map((hits) => isShare(hits, 0.5))).toEqual([true, true, true, false, false])
  })
})

describe('the odds of a payment', () => {
  test('are those of a first attempt and one more with another tender', () => {
    const half = configSchema.parse({
      payments: {
        tender_mix: { CREDIT_CARD: 0.5, DEBIT_CARD: 0, CASH: 0.5, MOBILE_PAY: 0, CHECK: 0 },
        decline_rate: 0.4,
        decline_factors: { CREDIT_CARD: 1, DEBIT_CARD: 0, CASH: 0.5, MOBILE_PAY: 0, PAYPAL: 0, CHECK: 0, OTHER: 0 },
      },
    })
    const { failed, retried, paidWith } = paymentOdds(half)
    // Credit is declined by .4, cash by .2, both by .08 whichever comes first.
    expect(failed).toBeCloseTo(0.08)
    expect(retried).toBeCloseTo((0.5 * 0.4 * 0.8 + 0.5 * 0.2 * 0.6) / 0.92)
    expect(paidWith.CREDIT_CARD).toBeCloseTo((0.5 * 0.6 + 0.5 * 0.2 * 0.6) / 0.92)
    expect(paidWith.CREDIT_CARD + paidWith.CASH).toBeCloseTo(1)
    expect(paidWith.CHECK).toBe(0)
  })

  test('of a single tender leave the others for a second attempt', () => {
    const cards = configSchema.parse({
      payments: { tender_mix: { CREDIT_CARD: 1, DEBIT_CARD: 0, CASH: 0, MOBILE_PAY: 0, CHECK: 0 }, decline_rate: 0.5 },
    })
    const { paidWith } = paymentOdds(cards)
    expect(paidWith.DEBIT_CARD).toBeGreaterThan(0.2)
  })
})

describe('weather', () => {
  test('as its odds is inside every interval', () => {
    const { observations, figures } = spring({ sunny: 210, cloudy: 160, rainy: 90, snowy: 22, stormy: 18 })
    expect(observations).toBe(500)
    expect(figures.length).toBe(5)
    expect(figures.every(isInside)).toBe(true)
  })

  test('with storms every other day is not', () => {
    const { figures } = spring({ sunny: 200, cloudy: 50, stormy: 250 })
    expect(figures.filter((figure) => !isInside(figure)).map(({ figure }) => figure)).toEqual([
      'cloudy in spring',
      'rainy in spring',
      'stormy in spring',
    ])
  })
})
