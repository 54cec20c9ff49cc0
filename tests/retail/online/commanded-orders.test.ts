import { expect, test } from 'vitest'
import { estimateOrders } from '../../../src/cli/generate/estimate-orders.ts'
import type { EntryOf } from '../../../src/retail/commands/command.ts'
import { scenarioFactors } from '../../../src/retail/commands/demand-factors.ts'
import type { Company } from '../../../src/retail/company.ts'
import { mostOrdersInDay, ordersOfDay, ordersOfHour } from '../../../src/retail/online/volume.ts'
import { happens, only } from '../simulated.ts'
import { tinyCompany } from '../tiny.ts'

const RUSH: EntryOf<'demand_factor'> = {
  kind: 'demand_factor',
  after: '1d 18h',
  for: '3h',
  where: { dc: 1 },
  factor: 4,
}

/** A web shop in Chicago, where it is noon at 18:00 UTC, with 500 orders a day. */
function company(...entries: readonly EntryOf<'demand_factor'>[]): Company {
  return tinyCompany({
    products: [{}, {}],
    storeShelf: { units: 50_000, point: 0 },
    dcShelf: { units: 50_000, point: 0 },
    customers: Array.from({ length: 50 }, () => ({})),
    settings: {
      volume: {
        customers_per_day: 1,
        total_customers: 50,
        online_orders_per_day: 500,
        marketing_impressions_per_day: 0,
      },
      disruptions: { daily_chance: 0 },
      scenario: entries.length === 0 ? null : { name: 'x', entries },
    },
  })
}

const plain = company()
const rushed = company(RUSH)
const day = plain.startDay + 1

const hourOf = (of: Company, hour: number) => ordersOfHour(of, scenarioFactors(of), { dcId: 1, day, hour })
const dayOf = (of: Company, which = day) => ordersOfDay(of, scenarioFactors(of), { dcId: 1, day: which })
const estimated = (of: Company) => estimateOrders(of, of.startDay, of.startDay + 3).orders
const most = (of: Company) => mostOrdersInDay(of, scenarioFactors(of), 1)

test('a factor multiplies the hours that begin while it holds, and no others', () => {
  const ratios = [11, 12, 13, 14, 15].map((hour) => hourOf(rushed, hour) / hourOf(plain, hour))
  expect(ratios).toEqual([1, 4, 4, 4, 1])
})

test('the day, and the estimate, expect what the hours do', () => {
  const extra = 3 * [12, 13, 14].reduce((sum, hour) => sum + hourOf(plain, hour), 0)
  expect(dayOf(rushed)).toBeCloseTo(dayOf(plain) + extra)
  expect(dayOf(rushed, day + 1)).toBe(dayOf(plain, day + 1))
  expect(estimated(rushed)).toBeCloseTo(estimated(plain) + extra)
})

test('a factor of a single store is none of its region', () => {
  expect(dayOf(company({ ...RUSH, where: { store: 1 } }))).toBe(dayOf(plain))
})

test('the busiest day that there can be has the greatest product of factors', () => {
  expect(most(rushed)).toBeCloseTo(4 * most(plain))
  expect(most(company({ ...RUSH, factor: 0.5 }))).toBe(most(plain))
})

test('more orders come while it holds, and exactly the same ones outside', () => {
  const noon = Date.UTC(2024, 2, 5, 18)
  const isWithin = ({ occurredAt }: { readonly occurredAt: number }) =>
    occurredAt >= noon && occurredAt < noon + 3 * 3_600_000
  const [usual, more] = [plain, rushed].map((one) => only(happens(one, 3), 'online_order_created'))
  const within = (orders: typeof usual) => orders?.filter(isWithin).length ?? 0
  expect(within(more)).toBeGreaterThan(2.5 * within(usual))
  const outside = (orders: typeof usual) =>
    orders?.filter((event) => !isWithin(event)).map(({ occurredAt }) => occurredAt)
  expect(outside(more)).toEqual(outside(usual))
})

test('with a factor of 0 nobody orders', () => {
  const none = company({ ...RUSH, after: '0h', for: '30d', where: 'all', factor: 0 })
  expect(only(happens(none, 2), 'online_order_created')).toEqual([])
})
