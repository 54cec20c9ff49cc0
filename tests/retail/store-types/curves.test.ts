import { describe, expect, test } from 'vitest'
import { STORE_TYPES, type StoreType } from '../../../src/dictionaries/types.ts'
import { dayNumberOf } from '../../../src/time/business-date.ts'
import { dictionaries } from '../simulated.ts'
import { tinyCompany } from '../tiny.ts'

/** Stores that never close, one of each type; of one DC, so that they have the same weather. */
const { demand, config, master } = tinyCompany({
  products: [{}, { department: 'Home & Garden' }, { department: 'Clothing', tags: ['luxury'] }],
  stores: STORE_TYPES.map((storeType) => ({ storeType, opensAt: 0, closesAt: 24 })),
  settings: {
    demand: { weather_factors: { sunny: 1, cloudy: 1, rainy: 1, snowy: 1, stormy: 1 } },
    marketing: { campaign_lift: 0 },
  },
})
const SUPERCENTER = 1
const MONDAY = dayNumberOf('2024-03-11')
const idOf = (type: StoreType) => STORE_TYPES.indexOf(type) + 1
const entryOf = (type: StoreType) => dictionaries.storeTypes[STORE_TYPES.indexOf(type)]

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

function share(values: readonly number[]): number[] {
  return values.map((value) => value / sum(values))
}

function expectClose(values: readonly number[], expected: readonly number[]): void {
  expect(values.length).toBe(expected.length)
  for (const [place, value] of values.entries()) expect(value).toBeCloseTo(expected[place] ?? Number.NaN, 10)
}

test('a supercenter is visited as the configuration says', () => {
  const visits = Array.from({ length: 24 }, (_, hour) => demand.visitsOfHour(SUPERCENTER, MONDAY, hour))
  expectClose(share(visits), share(config.demand.hour_weights.weekday))
  const week = Array.from({ length: 7 }, (_, day) => demand.visitsOfDay(SUPERCENTER, MONDAY + day))
  expectClose(share(week), share(config.demand.weekday_factors))
})

describe.each(['grocery', 'hardware', 'luxury'] as const)('a %s', (type) => {
  const entry = entryOf(type)

  test.each(['weekday', 'weekend'] as const)('is visited over the hours of a %s by its own factors', (kind) => {
    const day = kind === 'weekday' ? MONDAY : MONDAY + 5
    const visits = entry.hours.map((_, hour) => demand.visitsOfHour(idOf(type), day, hour))
    expectClose(
      share(visits),
      share(config.demand.hour_weights[kind].map((weight, hour) => weight * entry.hours[hour])),
    )
  })

  test('is visited over the week by its own factors, which add no visits', () => {
    const week = (storeId: number) => entry.weekdays.map((_, day) => demand.visitsOfDay(storeId, MONDAY + day))
    const configured = config.demand.weekday_factors
    expectClose(share(week(idOf(type))), share(configured.map((factor, day) => factor * entry.weekdays[day])))
    const march = entry.months[2] / (sum(entry.months) / 12)
    expect(sum(week(idOf(type)))).toBeCloseTo(sum(week(SUPERCENTER)) * march, 6)
  })

  test('is visited over the year by its own factors, which have the mean 1', () => {
    const ratios = entry.months.map((_, month) => {
      const day = dayNumberOf(`2024-${String(month + 1).padStart(2, '0')}-10`)
      const supercenter = demand.visitsOfDay(SUPERCENTER, day)
      const weekday = demand.visitsOfDay(idOf(type), MONDAY) / demand.visitsOfDay(SUPERCENTER, MONDAY)
      return { ratio: demand.visitsOfDay(idOf(type), day) / supercenter, day, weekday }
    })
    const weekly = entry.weekdays.map((factor, day) => factor * config.demand.weekday_factors[day])
    const ofWeekday = (day: number) =>
      weekly[day] / sum(weekly) / (config.demand.weekday_factors[day] / sum(config.demand.weekday_factors))
    const months = ratios.map(({ ratio, day }) => ratio / ofWeekday((((day - MONDAY) % 7) + 7) % 7))
    expectClose(
      months,
      entry.months.map((factor) => factor / (sum(entry.months) / 12)),
    )
    expect(sum(months)).toBeCloseTo(12, 6)
  })

  test('expects no hour busier than its busiest', () => {
    const most = demand.mostVisitsInHour(idOf(type))
    const year = Array.from({ length: 366 }, (_, day) => dayNumberOf('2024-01-01') + day)
    const busiest = Math.max(
      ...year.flatMap((day) => entry.hours.map((_, hour) => demand.visitsOfHour(idOf(type), day, hour))),
    )
    expect(busiest).toBeLessThanOrEqual(most)
    expect(busiest).toBeGreaterThan(most / 10)
  })
})

test('the stores differ in nothing but their type', () => {
  expect(new Set(master.stores.map(({ dailyTrafficMultiplier }) => dailyTrafficMultiplier)).size).toBe(1)
})
