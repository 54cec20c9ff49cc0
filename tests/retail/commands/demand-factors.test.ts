import { expect, test } from 'vitest'
import type { EntryOf } from '../../../src/retail/commands/command.ts'
import {
  expectedInHour,
  expectedOnDay,
  mostDemandFactor,
  scenarioFactors,
} from '../../../src/retail/commands/demand-factors.ts'
import type { Company } from '../../../src/retail/company.ts'
import type { RetailEvent } from '../../../src/retail/events.ts'
import { happens, only } from '../simulated.ts'
import { tinyCompany } from '../tiny.ts'

const RUSH: EntryOf<'demand_factor'> = {
  kind: 'demand_factor',
  after: '1d 18h',
  for: '3h',
  where: { store: 1 },
  factor: 4,
}

/** Two stores in Chicago, open from 8 to 22; 18:00 UTC is noon there. */
function company(...entries: readonly EntryOf<'demand_factor'>[]): Company {
  return tinyCompany({
    stores: [{}, {}],
    products: [{}, {}],
    storeShelf: { units: 5000, point: 0 },
    settings: {
      volume: { customers_per_day: 400 },
      disruptions: { daily_chance: 0 },
      scenario: entries.length === 0 ? null : { name: 'x', entries },
    },
  })
}

const plain = company()
const rushed = company(RUSH)
const day = plain.startDay + 1

function visits(events: readonly RetailEvent[], storeId: number): number[] {
  return only(events, 'customer_entered')
    .filter(({ data }) => data.store_id === storeId)
    .map(({ occurredAt }) => occurredAt)
}

/** What the hour of the rushed company expects, in parts of the plain one. */
function ratio(hour: number, storeId = 1): number {
  const expected = expectedInHour(rushed, scenarioFactors(rushed), { storeId, day, hour })
  return expected / plain.demand.visitsOfHour(storeId, day, hour)
}

test('a factor multiplies the hours that begin while it holds, and no others', () => {
  expect([11, 12, 13, 14, 15].map((hour) => ratio(hour))).toEqual([1, 4, 4, 4, 1])
  expect(ratio(12, 2)).toBe(1)
})

test('the day expects what its hours do', () => {
  const { demand } = plain
  const extra = [12, 13, 14].reduce((sum, hour) => sum + 3 * demand.visitsOfHour(1, day, hour), 0)
  const factors = scenarioFactors(rushed)
  expect(expectedOnDay(rushed, factors, 1, day)).toBeCloseTo(demand.visitsOfDay(1, day) + extra)
  expect(expectedOnDay(rushed, factors, 2, day)).toBe(demand.visitsOfDay(2, day))
  expect(expectedOnDay(rushed, factors, 1, day + 1)).toBe(demand.visitsOfDay(1, day + 1))
})

function most(of: Company, storeId = 1): number {
  return mostDemandFactor(scenarioFactors(of), { storeId })
}

test('factors that hold together are multiplied, and the greatest product is known beforehand', () => {
  const long = { ...RUSH, after: '1d', for: '2d', factor: 0.5 }
  const both = company(RUSH, long)
  expect(expectedInHour(both, scenarioFactors(both), { storeId: 1, day, hour: 12 })).toBeCloseTo(
    2 * plain.demand.visitsOfHour(1, day, 12),
  )
  expect([most(plain), most(rushed), most(both), most(both, 2)]).toEqual([1, 4, 2, 1])
  expect(most(company(RUSH, { ...long, for: '20h' }))).toBe(4)
})

test('more people come while it holds, and the control totals expect them', () => {
  const [usual, more] = [happens(plain, 3), happens(rushed, 3)]
  const noon = Date.UTC(2024, 2, 5, 18)
  const within = (events: readonly RetailEvent[]) =>
    visits(events, 1).filter((at) => at >= noon && at < noon + 3 * 3_600_000).length
  expect(within(more)).toBeGreaterThan(2.5 * within(usual))
  const outside = (events: readonly RetailEvent[]) =>
    visits(events, 1).filter((at) => at < noon || at >= noon + 3 * 3_600_000)
  expect(outside(more)).toEqual(outside(usual))
  expect(visits(more, 2)).toEqual(visits(usual, 2))
  const expected = only(more, 'store_day_ended').find(
    ({ data }) => data.store_id === 1 && data.business_date === '2024-03-05',
  )
  expect(expected?.data.expected_visits).toBeCloseTo(expectedOnDay(rushed, scenarioFactors(rushed), 1, day), 2)
})

test('a factor of 0 keeps everybody away', () => {
  const none = company({ ...RUSH, after: '0h', for: '30d', where: 'all', factor: 0 })
  const events = happens(none, 2)
  expect(only(events, 'customer_entered')).toEqual([])
  expect(only(events, 'store_day_ended').map(({ data }) => data.expected_visits)).toEqual([0, 0, 0, 0])
})
