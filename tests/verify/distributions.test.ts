import { describe, expect, test } from 'vitest'
import { configSchema } from '../../src/config/schema.ts'
import { countFigure, deviation, isInside, shareFigure } from '../../src/verify/distributions/interval.ts'
import { onlineHours } from '../../src/verify/distributions/online.ts'
import { paymentOdds } from '../../src/verify/distributions/payment-odds.ts'
import { promotedShare } from '../../src/verify/distributions/promotions.ts'
import { returnRate } from '../../src/verify/distributions/returns.ts'
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

/** Whether so many promoted lines of each of 5,000 promoted sales are plausible where 1.6 are expected. */
function promotedLines(linesOfEach: number): boolean {
  const rated = {
    rated: 5000,
    expected_lines: 8000,
    rated_lines: 5000 * linesOfEach,
    lines_variance: 2500,
    most_lines: 9,
  }
  const row = { kind: 'sales', purchases: 10_000, promoted: 5000, expected: 5000, variance: 2500, ...rated }
  const [, lines] = promotedShare.measure([row], config).figures
  return lines !== undefined && isInside(lines)
}

describe('promoted lines', () => {
  test('are as many as their chances say, not one of each purchase', () => {
    expect(promotedLines(1.6)).toBe(true)
    expect(promotedLines(1)).toBe(false)
    expect(promotedLines(2)).toBe(false)
  })
})

/** A hundred orders of days with these factors, all from 20:00. */
function hours(factors: string) {
  return onlineHours.measure([{ factors, hour: 20, orders: 100 }], config).figures
}

function share(factors: string, hour: number): number {
  return hours(factors)[hour]?.expected ?? Number.NaN
}

describe('hours of online orders', () => {
  test('have the shares of their weights', () => {
    expect(hours('{}').reduce((sum, { expected }) => sum + expected, 0)).toBeCloseTo(1)
    const { hour_weights: weights } = config.online
    expect(share('{}', 20) / share('{}', 4)).toBeCloseTo((weights[20] ?? 0) / (weights[4] ?? 0))
  })

  test('have the more the more commands asked for, at the cost of the others', () => {
    const [usual, rush] = [share('{}', 20), share('{"20": 3}', 20)]
    expect(rush).toBeCloseTo((3 * usual) / (1 + 2 * usual))
    expect(share('{"20": 0}', 20)).toBe(0)
    expect(share('{"20": 3}', 4)).toBeLessThan(share('{}', 4))
  })

  test('of days with different factors are weighted by their orders', () => {
    const rows = ['{}', '{"20": 3}'].map((factors, index) => ({ factors, hour: 20, orders: 100 * (1 + index) }))
    const expected = onlineHours.measure(rows, config).figures[20]?.expected
    expect(expected).toBeCloseTo((share('{}', 20) + 2 * share('{"20": 3}', 20)) / 3)
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

/** How many sales of these days are expected back. */
function expected(days: number): number {
  return december(days, 0).figures[0]?.expected ?? Number.NaN
}

/** Days from 20 December 2024 on with a thousand sales each but on the 25th, of which this share is brought back. */
function december(days: number, share: number) {
  const first = Date.UTC(2024, 11, 20) / 86_400_000
  const rows = Array.from({ length: days }, (_, index) => {
    const closed = index === 5
    const sales = closed ? 0 : 1000
    return { date: first + index, closed, sales, returned: Math.round(sales * share) }
  })
  return returnRate.measure(rows, config)
}

describe('sales that are brought back', () => {
  test('are expected for the days of their window that have passed, six times as many on 26 December, none on the 25th', () => {
    const ofOneDay = 1000 * (0.01 / 14)
    expect(expected(2)).toBeCloseTo(ofOneDay)
    expect(expected(5)).toBeCloseTo(ofOneDay * (4 + 3 + 2 + 1))
    expect(expected(6)).toBeCloseTo(expected(5))
    expect(expected(7)).toBeCloseTo(expected(5) + 5 * 6 * ofOneDay)
  })

  test('as often as that are inside the interval, and twice as often are not', () => {
    const share = expected(60) / 59_000
    const shares = [0, share, 2 * share]
    expect(shares.map((some) => december(60, some).figures.every(isInside))).toEqual([false, true, false])
  })
})
