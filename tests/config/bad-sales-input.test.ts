import { expect, test } from 'vitest'
import { problemsOf } from './resolving.ts'

/** A file, and the one line that refuses it (without its origin). */
const FILES: readonly (readonly [object, string])[] = [
  [{ promotions: { weekly_chance: 1.5 } }, 'promotions.weekly_chance: got 1.5, allowed: number from 0 to 1'],
  [{ promotions: { rate_factor: -1 } }, 'promotions.rate_factor: got -1, allowed: number from 0 to 10'],
  [
    { promotions: { segment_chance: { BUDGET: 30 } } },
    'promotions.segment_chance.BUDGET: got 30, allowed: number from 0 to 1',
  ],
  [
    { promotions: { department_factors: [1, 2] } },
    'promotions.department_factors: got [1,2], allowed: list of 10 numbers from 0 to 10',
  ],
  [
    { promotions: { month_factors: { NOV: 2 } } },
    'promotions.month_factors: got {"NOV":2}, allowed: list of 12 numbers from 0 to 10',
  ],
  [{ prices: { elasticity: 'high' } }, 'prices.elasticity: got "high", allowed: number from 0 to 10'],
  [{ prices: { weekly_change_share: 2 } }, 'prices.weekly_change_share: got 2, allowed: number from 0 to 1'],
  [{ returns: { rate: 0.2 } }, 'returns.rate: got 0.2, allowed: at most returns.most_share (0.1)'],
  [
    { volume: { launched_in_first_half_rate: 0.5 } },
    'volume.launched_in_first_half_rate: got 0.5, allowed: at most 0.4, because volume.launched_before_rate is 0.6',
  ],
  [
    { marketing: { campaign_channels: { flash_sale: ['RADIO'] } } },
    'marketing.campaign_channels.flash_sale: got ["RADIO"], allowed: one or more of FACEBOOK, GOOGLE, INSTAGRAM, YOUTUBE, EMAIL, DISPLAY, SEARCH, SOCIAL, VIDEO, each once',
  ],
  [
    { marketing: { campaign_channels: { flash_sale: ['EMAIL', 'EMAIL'] } } },
    'marketing.campaign_channels.flash_sale: got ["EMAIL","EMAIL"], allowed: one or more of FACEBOOK, GOOGLE, INSTAGRAM, YOUTUBE, EMAIL, DISPLAY, SEARCH, SOCIAL, VIDEO, each once',
  ],
  [{ returns: { days: { min: 0 } } }, 'returns.days.min: got 0, allowed: whole number from 1 to 60'],
  [{ returns: { days: { min: 20 } } }, 'returns.days.min: got 20, allowed: at most returns.days.max (14)'],
  [
    { returns: { dispositions: { DESTROYED: 0.5 } } },
    'returns.dispositions: got a sum of 1.4, allowed: shares that sum to 1',
  ],
  [
    { returns: { dispositions: { VENDORS: 0 } } },
    'returns.dispositions.VENDORS: unknown key; did you mean returns.dispositions.VENDOR?',
  ],
]

test.each(FILES)('%j is refused', (file, line) => {
  expect(problemsOf({ file })).toEqual([`${line} (from tillstream.config.json)`])
})
