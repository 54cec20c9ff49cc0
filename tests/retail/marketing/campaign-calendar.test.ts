import { describe, expect, test } from 'vitest'
import { adSeasonFactor } from '../../../src/retail/marketing/ad-season.ts'
import { campaignCalendar } from '../../../src/retail/marketing/campaign-calendar.ts'
import { CAMPAIGN_TYPES } from '../../../src/retail/marketing/events.ts'
import { MARKETING_CHANNELS } from '../../../src/dictionaries/types.ts'
import { rootKey } from '../../../src/simulation/root-key.ts'
import { dayNumberOf } from '../../../src/time/business-date.ts'
import { type Settings, smallConfig } from '../simulated.ts'

const START = dayNumberOf('2024-03-04')
const calendarOf = (settings: Settings = {}) => campaignCalendar(smallConfig(settings), rootKey(1))
const days = (from: number, count: number) => Array.from({ length: count }, (_, day) => from + day)

/** Campaigns that start in ten years on days of these months. */
function startedIn(months: readonly string[]) {
  const { startingOn } = calendarOf()
  return days(START, 3652)
    .flatMap((day) => startingOn(day))
    .filter(({ campaignId }) => months.includes(campaignId.slice(5, 7)))
}

const shareOf = (started: ReturnType<typeof startedIn>, type: string) =>
  started.filter((campaign) => campaign.type === type).length / started.length

test('nine days of ten a campaign starts, and none before history', () => {
  const { startingOn, runningOn } = calendarOf()
  const started = days(START, 2000).flatMap((day) => startingOn(day))
  // Six standard errors of a share of 0.9 among 2,000 are 0.04.
  expect(Math.abs(started.length / 2000 - 0.9)).toBeLessThan(0.04)
  expect(days(START - 40, 40).some((day) => startingOn(day).length + runningOn(day).length > 0)).toBe(false)
})

test('every type advertises somewhere, and every channel is used', () => {
  const { campaign_channels: channels } = smallConfig({}).marketing
  expect(new Set(Object.values(channels).flat())).toEqual(new Set(MARKETING_CHANNELS))
})

describe('the types of campaigns', () => {
  test('are as frequent for most of the year', () => {
    const usual = startedIn(['03', '04', '05', '06', '10'])
    for (const type of CAMPAIGN_TYPES) expect(Math.abs(shareOf(usual, type) - 0.25)).toBeLessThan(0.08)
  })

  test('are mostly sales at the end of the year, and launches in late summer', () => {
    const [yearEnd, lateSummer] = [startedIn(['11', '12']), startedIn(['08', '09'])]
    expect(Math.abs(shareOf(yearEnd, 'flash_sale') - 0.4)).toBeLessThan(0.12)
    expect(Math.abs(shareOf(yearEnd, 'seasonal_sale') - 0.3)).toBeLessThan(0.12)
    expect(Math.abs(shareOf(lateSummer, 'product_launch') - 3 / 8)).toBeLessThan(0.12)
  })
})

test('a campaign runs from its first to its last day', () => {
  const { startingOn, runningOn } = calendarOf()
  const length = { seasonal_sale: 7, product_launch: 14, loyalty_program: 30, flash_sale: 1 }
  for (const campaign of days(START, 60).flatMap((day) => startingOn(day))) {
    const runs = days(campaign.firstDay - 2, 40).filter((day) => runningOn(day).includes(campaign))
    expect(runs).toEqual(days(campaign.firstDay, length[campaign.type]))
    expect(campaign.lastDay).toBe(runs.at(-1))
  }
})

test('what campaigns ask for is met up to the cap, in proportion to the customers', () => {
  const volume = { total_customers: 500, marketing_impressions_per_day: 1_000_000 }
  const open = calendarOf({ volume })
  const asked = open.runningOn(START + 20).reduce((sum, { dailyImpressions }) => sum + dailyImpressions, 0)
  expect(asked).toBeGreaterThan(2000)
  expect(open.impressionsPerCustomer(START + 20)).toBeCloseTo(asked / 500)
  const capped = calendarOf({ volume: { ...volume, marketing_impressions_per_day: 800 } })
  expect(capped.impressionsPerCustomer(START + 20)).toBeCloseTo(800 / 500)
})

test.each([
  ['2024-03-20', 1],
  ['2024-11-17', 1],
  ['2024-11-18', 1.7],
  ['2024-11-28', 1.7],
  ['2024-11-29', 2.5],
  ['2024-11-30', 1],
  ['2024-12-10', 1],
  ['2024-12-11', 1.5],
  ['2024-12-25', 1.5],
  ['2024-12-26', 1],
  ['2024-05-25', 1.5],
  ['2024-05-29', 1.5],
  ['2024-07-06', 1.5],
  ['2024-07-07', 1],
  ['2024-08-31', 1.5],
])('on %s campaigns ask for %d times as much', (date, factor) => {
  expect(adSeasonFactor(smallConfig(), dayNumberOf(date))).toBe(factor)
})
