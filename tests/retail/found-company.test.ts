import { expect, test } from 'vitest'
import { adVisitNumber, NUMBERS_PER_DAY } from '../../src/retail/traffic/arrivals.ts'
import { type Settings, smallCompany } from './simulated.ts'

/** Founds a company that may show so many impressions a day. */
function founding(marketing_impressions_per_day: number, volume: Settings['volume'] = {}) {
  return () => smallCompany({ volume: { ...volume, marketing_impressions_per_day } })
}

test('a company whose ads could cause more visits than can be numbered beside returns is refused', () => {
  expect(founding(1_010_000)).toThrow(
    'volume.marketing_impressions_per_day: got 1010000, with which the region of DC 1 could see 1010000 impressions on a day; allowed: so many that no region sees more than 1009999',
  )
  expect(founding(1_009_999)).not.toThrow()
})

test('it is the share of the largest region that counts', () => {
  const volume = { dcs: 2, stores: 4, total_customers: 600 }
  expect(founding(1_010_000, volume)).not.toThrow()
  expect(founding(50_000_000, volume)).toThrow(
    /got 50000000, with which the region of DC \d could see \d{8} impressions on a day/,
  )
})

test('the last visit that the most impressions can cause has the last number before those of returns', () => {
  expect(adVisitNumber(1_009_999 * 8 + 7)).toBe(NUMBERS_PER_DAY - 1)
})
