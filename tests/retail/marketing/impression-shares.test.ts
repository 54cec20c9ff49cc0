import { describe, expect, test } from 'vitest'
import { impressionShares } from '../../../src/retail/marketing/impression-shares.ts'
import { happens, only, type Settings, smallCompany, smallConfig } from '../simulated.ts'

/** Regions with so many customers, of so many whom the configuration counts. */
function sharesOf(cap: number, regions: readonly number[], total = regions.reduce((sum, count) => sum + count, 0)) {
  const config = smallConfig({ volume: { marketing_impressions_per_day: cap, total_customers: total } })
  const customersOfDc = [[], ...regions.map((length) => Array.from({ length }, (_, id) => id + 1))]
  return impressionShares({ config, customersOfDc })
}

describe('shares of the cap', () => {
  test.each([
    [400, [300, 100], [0, 300, 100]],
    [10, [100, 100, 100], [0, 4, 3, 3]],
    [7, [500, 0, 501], [0, 3, 0, 4]],
    [0, [100, 200], [0, 0, 0]],
  ])('of %i impressions go by customers %j and add up to it', (cap, regions, shares) => {
    expect(sharesOf(cap, regions)).toEqual(shares)
  })

  test('are not larger where others have no customers yet', () => {
    expect(sharesOf(600, [40], 150)).toEqual([440, 160])
    expect(sharesOf(600, [40, 40], 150)).toEqual([280, 160, 160])
  })
})

/** Campaigns that ask for more than there may be. */
const LOUD: Settings = {
  volume: { dcs: 2, stores: 4, total_customers: 400, customers_per_day: 5, online_orders_per_day: 0 },
  marketing: { campaign_chance: 1, conversion_factor: 0 },
}

function seenBy(company: ReturnType<typeof smallCompany>, days: number) {
  return only(happens(company, days), 'ad_impression')
}

describe('a day with more asked for than the cap', () => {
  const company = smallCompany({ ...LOUD, volume: { ...LOUD.volume, marketing_impressions_per_day: 101 } })
  const shares = impressionShares(company)
  const seen = seenBy(company, 12).filter(({ businessDate }) => businessDate < '2024-03-16')
  const counted = (parts: typeof seen) =>
    [...Map.groupBy(parts, ({ businessDate }) => businessDate).values()].map(({ length }) => length)

  test('never has more than the cap, and sometimes all of it', () => {
    const perDay = counted(seen)
    expect(perDay).toHaveLength(12)
    expect(Math.max(...perDay)).toBeLessThanOrEqual(101)
    expect(Math.min(...perDay)).toBeGreaterThan(50)
    expect(shares.reduce((sum, share) => sum + share, 0)).toBe(101)
  })

  test.each([1, 2])('never has more in region %i than its share, and often just that', (dcId) => {
    const perDay = counted(seen.filter(({ data }) => data.impression_id.startsWith(`I${dcId}-`)))
    expect(Math.max(...perDay)).toBe(shares[dcId])
    expect(perDay.filter((count) => count === shares[dcId]).length).toBeGreaterThan(2)
  })
})

test('a cap that is not reached changes nothing', () => {
  const far = seenBy(smallCompany({ ...LOUD, volume: { ...LOUD.volume, marketing_impressions_per_day: 50_000 } }), 2)
  const near = seenBy(smallCompany({ ...LOUD, volume: { ...LOUD.volume, marketing_impressions_per_day: 40_000 } }), 2)
  expect(far.length).toBeGreaterThan(400)
  expect(near.map(({ data }) => data)).toEqual(far.map(({ data }) => data))
})

test('a cap of 0 shows nothing to anybody', () => {
  expect(seenBy(smallCompany({ ...LOUD, volume: { ...LOUD.volume, marketing_impressions_per_day: 0 } }), 1)).toEqual([])
})
