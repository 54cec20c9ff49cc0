import { expect, test } from 'vitest'
import { problemsOf } from './resolving.ts'

const FILE = '(from tillstream.config.json)'

/** A file, and the one line that refuses it (without its origin). */
const FILES: readonly (readonly [object, string])[] = [
  [
    { marketing: { device_mix: { TABLET: 0.2 } } },
    'marketing.device_mix: got a sum of 1.1, allowed: shares that sum to 1',
  ],
  [
    { marketing: { known_share: 0.01 } },
    'marketing.resolved_share: got 0.05 (the default), allowed: at most marketing.known_share (0.01)',
  ],
  [
    { marketing: { campaign_weights: { usual: [0, 0, 0, 0] } } },
    'marketing.campaign_weights.usual: got nothing but 0, allowed: at least one number above 0',
  ],
  [
    { marketing: { hour_weights: Array.from({ length: 24 }, () => 0) } },
    'marketing.hour_weights: got nothing but 0, allowed: at least one number above 0',
  ],
  [
    { marketing: { campaign_days: { flash_sale: 0 } } },
    'marketing.campaign_days.flash_sale: got 0, allowed: whole number from 1 to 365',
  ],
  [{ marketing: { conversion_factor: -1 } }, 'marketing.conversion_factor: got -1, allowed: number from 0 to 100'],
]

test.each(FILES)('the file %j is refused', (file, line) => {
  expect(problemsOf({ file }).map((problem) => problem.replace(` ${FILE}`, ''))).toEqual([line])
})
