import { expect, test } from 'vitest'
import { longestVisit } from '../../../src/retail/traffic/longest-visit.ts'
import { MINUTE } from '../../../src/time/sim-time.ts'
import { happens, only, smallCompany } from '../simulated.ts'

test.each([
  ['what an ad prolongs', 5, 20],
  ['a return, which is not planned like others', 1, 15],
])('no visit is longer than %s', (_what, visit_dwell, minutes) => {
  const company = smallCompany({
    visits: { duration_minutes: { min: 3, max: 4 } },
    volume: { marketing_impressions_per_day: 3000 },
    marketing: { visit_dwell },
    returns: { rate: 0.5, most_share: 0.5, days: { min: 1, max: 1 } },
  })
  const lengths = only(happens(company, 2), 'customer_left').map(
    ({ occurredAt, data }) => occurredAt - Date.parse(data.entered_at),
  )
  const longest = longestVisit(company.config)
  expect(Math.floor(longest / MINUTE)).toBe(minutes)
  expect(Math.max(...lengths)).toBeLessThanOrEqual(longest)
  expect(Math.max(...lengths)).toBeGreaterThan(0.7 * longest)
})
