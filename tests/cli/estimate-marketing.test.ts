import { expect, test } from 'vitest'
import { estimateMarketing } from '../../src/cli/generate/estimate-marketing.ts'
import { smallCompany } from '../retail/simulated.ts'

const DAYS = 20

/** Impressions that a company of one region expects a day, when its campaigns ask for at least 500 and may have `cap`. */
function impressionsWith(cap: number, asked = 500): number {
  const company = smallCompany({
    volume: { marketing_impressions_per_day: cap },
    marketing: {
      campaign_chance: 1,
      campaign_weights: { usual: [0, 0, 0, 1] },
      campaign_impressions: { flash_sale: asked },
    },
  })
  const span = [company.startDay, company.startDay + DAYS] as const
  return estimateMarketing(company, span, { known: 0, orders: 0 }).impressions / DAYS
}

/** Mean of a Poisson number with this mean of which what exceeds `most` is cut off. */
function exactly(mean: number, most: number): number {
  let probability = Math.exp(-mean)
  let sum = most
  for (let count = 0; count < most; count++) {
    sum -= (most - count) * probability
    probability *= mean / (count + 1)
  }
  return sum
}

test.each([2, 20, 400])('a cap of %i that campaigns exceed is hardly ever reached', (cap) => {
  expect(Math.abs(impressionsWith(cap) / exactly(cap, cap) - 1)).toBeLessThan(0.02)
})

test.each([510, 525, 550, 2000])('what is cut off campaigns that ask for 500 by a cap of %i is expected', (cap) => {
  expect(Math.abs(impressionsWith(cap) - exactly(500, cap))).toBeLessThan(0.6)
})
