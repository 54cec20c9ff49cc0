import { describe, expect, test } from 'vitest'
import { type DayNumber, dayNumberOf, seasonOf, weekdayOf } from '../../src/time/business-date.ts'
import { tinyCompany } from './tiny.ts'

const PER_DAY = 1000
const company = tinyCompany({
  stores: [{}, { dailyTrafficMultiplier: 2 }, { opensAt: 0, closesAt: 24 }],
  settings: { volume: { customers_per_day: PER_DAY }, marketing: { campaign_lift: 0 } },
})
const { demand } = company

const WEEKDAYS = [0.7, 0.8, 0.9, 1, 1.2, 1.4, 1.1]
const WEEKDAY_MEAN = 7.1 / 7
const SEASONS = { spring: 1, summer: 0.9, autumn: 1.2, winter: 1.4 }
const SEASON_MEAN = 4.5 / 4
const WEATHER = { sunny: 1.1, cloudy: 1, rainy: 0.7, snowy: 0.6, stormy: 0.5 }

/** What the factors of the configuration make of a day without a holiday. */
function plainly(day: DayNumber): number {
  const calendar = ((WEEKDAYS[weekdayOf(day)] ?? 0) / WEEKDAY_MEAN) * (SEASONS[seasonOf(day)] / SEASON_MEAN)
  return PER_DAY * calendar * WEATHER[demand.weather(1, day)]
}

test.each([
  ['2024-03-04', 1],
  ['2024-07-10', 1],
  ['2024-01-10', 1],
  ['2024-10-09', 1],
  ['2024-01-01', 0.5],
  ['2024-07-04', 1.2],
  ['2024-11-28', 0.8],
  ['2024-11-29', 3.5],
  ['2024-12-24', 2],
  ['2024-12-26', 2.5],
  ['2024-12-25', 0],
])('on %s the expected visits are those of weekday, season and weather, times %d', (date, holiday) => {
  const day = dayNumberOf(date)
  expect(demand.visitsOfDay(1, day)).toBeCloseTo(plainly(day) * holiday, 6)
})

test('a store with twice the traffic expects twice the visits', () => {
  const day = dayNumberOf('2024-03-04')
  expect(demand.visitsOfDay(2, day)).toBeCloseTo(2 * demand.visitsOfDay(1, day), 6)
})

test('each campaign that runs lifts the visits of a day by a part', () => {
  const settings = { volume: { customers_per_day: PER_DAY }, marketing: { campaign_lift: 0.01 } }
  const { demand: lifted, campaigns } = tinyCompany({ settings })
  const day = dayNumberOf('2024-04-03')
  const running = campaigns.runningOn(day).length
  expect(running).toBeGreaterThan(3)
  expect(lifted.visitsOfDay(1, day)).toBeCloseTo(demand.visitsOfDay(1, day) * (1 + 0.01 * running), 6)
  expect(lifted.mostVisitsInHour(1)).toBeGreaterThan(demand.mostVisitsInHour(1) * 1.2)
})

const hours = (store: number, date: string) =>
  Array.from({ length: 24 }, (_, hour) => demand.visitsOfHour(store, dayNumberOf(date), hour))
const peak = (all: readonly number[], from: number, to: number) => Math.max(...all.slice(from, to))

describe('the hours of a day', () => {
  test.each([
    [1, '2024-03-05'],
    [1, '2024-03-09'],
    [3, '2024-03-05'],
  ])('of store %i on %s share its visits, and none comes while it is closed', (store, date) => {
    const all = hours(store, date)
    const total = all.reduce((sum, visits) => sum + visits, 0)
    expect(total).toBeCloseTo(demand.visitsOfDay(store, dayNumberOf(date)), 6)
    expect(all.map((visits) => visits > 0)).toEqual(all.map((_, hour) => store === 3 || (hour >= 8 && hour < 22)))
  })

  test('have two peaks on a weekday and one plateau at the weekend', () => {
    const [tuesday, saturday] = [hours(1, '2024-03-05'), hours(1, '2024-03-09')]
    expect(peak(tuesday, 11, 14)).toBeGreaterThan(1.5 * Math.min(...tuesday.slice(14, 16)))
    expect(peak(tuesday, 17, 19)).toBeGreaterThan(1.5 * Math.min(...tuesday.slice(14, 16)))
    const noon = saturday.slice(11, 17)
    expect(Math.max(...noon)).toBeLessThan(1.15 * Math.min(...noon))
    expect(Math.max(...saturday)).toBe(Math.max(...noon))
  })
})

test('the weather is as likely as the season has it, and one region’s luck is its own', () => {
  const many = tinyCompany({ settings: { demand: { weather_odds: { summer: { sunny: 0.55, cloudy: 0.25 } } } } }).demand
  const first = dayNumberOf('2024-06-01')
  const seen = Array.from({ length: 4000 }, (_, index) =>
    many.weather(1 + Math.floor(index / 80), first + (index % 80)),
  )
  const share = (weather: string) => seen.filter((one) => one === weather).length / seen.length
  // Six standard errors of a share of about a half among 4,000 are 0.048.
  expect(Math.abs(share('sunny') - 0.55)).toBeLessThan(0.048)
  expect(Math.abs(share('cloudy') - 0.25)).toBeLessThan(0.048)
  expect(share('snowy')).toBe(0)
  const year = (dcId: number) => Array.from({ length: 300 }, (_, day) => many.weather(dcId, first + day)).join()
  expect(year(1)).toBe(year(1))
  expect(year(1)).not.toBe(year(2))
})
