import { describe, expect, test } from 'vitest'
import { type Company, endBefore, makeCompany } from '../../../src/retail/company.ts'
import { simulateCompany } from '../../../src/retail/company-simulation.ts'
import type { MasterData } from '../../../src/retail/master-data/types.ts'
import { ordersOfDay, ordersOfHour } from '../../../src/retail/online/volume.ts'
import { eventIdText } from '../../../src/simulation/event-id.ts'
import { dayNumberOf } from '../../../src/time/business-date.ts'
import { HOUR } from '../../../src/time/sim-time.ts'
import { dictionaries, eventsUntil, happens, only, smallCompany } from '../simulated.ts'
import { tinyCompany } from '../tiny.ts'

const customers = Array.from({ length: 50 }, (_, index) => ({ homeStoreId: (index % 2) + 1 }))
const settings = {
  volume: { total_customers: 100, online_orders_per_day: 400, customers_per_day: 1, marketing_impressions_per_day: 0 },
}
const NONE = { demandFactors: [] }
const TUESDAY = dayNumberOf('2024-03-05')
const two = tinyCompany({ products: [{}, {}], stores: [{}, {}], customers, settings })

describe('the expected orders of a region', () => {
  test('are its customers’ share of the company’s, by season and holiday', () => {
    // 200 of 400 orders for 50 of 100 customers; the seasons are normalised to mean 1.
    expect(ordersOfDay(two, NONE, { dcId: 1, day: TUESDAY })).toBeCloseTo(200 / 1.125)
    const blackFriday = dayNumberOf('2024-11-29')
    expect(ordersOfDay(two, NONE, { dcId: 1, day: blackFriday })).toBeCloseTo((200 * 1.2 * 3.5) / 1.125)
  })

  test('spread over the hours of the day, most of them in the evening', () => {
    const hours = Array.from({ length: 24 }, (_, hour) => ordersOfHour(two, NONE, { dcId: 1, day: TUESDAY, hour }))
    expect(hours.reduce((sum, orders) => sum + orders, 0)).toBeCloseTo(
      ordersOfDay(two, NONE, { dcId: 1, day: TUESDAY }),
    )
    expect(hours.indexOf(Math.max(...hours))).toBe(20)
  })

  test('follow what its stores sell online, weighted by their traffic', () => {
    const day = { dcId: 1, day: TUESDAY }
    const mixed = tinyCompany({
      products: [{}, {}],
      customers,
      settings,
      stores: [{}, { storeType: 'grocery', dailyTrafficMultiplier: 3 }],
    })
    const share = (0.12 + 3 * 0.15) / 4
    expect(mixed.storeTypes.onlineShare(1)).toBeCloseTo(share)
    expect(ordersOfDay(mixed, NONE, day) / ordersOfDay(two, NONE, day)).toBeCloseTo(share / 0.12)
    const uneven = tinyCompany({
      customers,
      stores: [0.1, 0.7, 0.3].map((dailyTrafficMultiplier) => ({ dailyTrafficMultiplier })),
    })
    expect(uneven.storeTypes.onlineShare(1)).toBe(0.12)
  })
})

describe('orders', () => {
  const company = smallCompany({ volume: { online_orders_per_day: 400, customers_per_day: 1, total_customers: 500 } })
  const orders = only(happens(company, 4), 'online_order_created')
  const zone = company.dcZones[1]

  test('come about as often as expected', () => {
    const expected = [0, 1, 2, 3].reduce(
      (sum, day) => sum + ordersOfDay(company, NONE, { dcId: 1, day: company.startDay + day }),
      0,
    )
    expect(Math.abs(orders.length - expected)).toBeLessThan(6 * Math.sqrt(expected))
  })

  test('are numbered by the local day of their DC', () => {
    for (const { data, occurredAt, businessDate } of orders) {
      expect(dayNumberOf(businessDate)).toBe(zone?.dayAt(occurredAt))
      expect(data.order_id.startsWith(`O1-${businessDate.replaceAll('-', '')}-`)).toBe(true)
    }
    expect(new Set(orders.map(({ data }) => data.order_id)).size).toBe(orders.length)
  })

  test('come at night, too, and most in the evening', () => {
    const hours = Map.groupBy(orders, ({ occurredAt }) => zone?.hourAt(occurredAt) ?? -1)
    expect((hours.get(20)?.length ?? 0) > 4 * (hours.get(4)?.length ?? 0)).toBe(true)
    expect(hours.size).toBeGreaterThan(20)
  })

  test('are of known customers and of products that are on sale', () => {
    const { customersOfDc } = company
    const assortment = company.assortmentOf(1)
    const known = new Set(customersOfDc[1])
    for (const { data, businessDate } of orders) {
      expect(known.has(data.customer_id)).toBe(true)
      const day = dayNumberOf(businessDate)
      expect(data.lines.every(({ product_id }) => assortment.isLaunched(product_id - 1, day))).toBe(true)
    }
  })
})

test('a company whose web shop could not number the orders of its busiest day is refused', () => {
  expect(() => smallCompany({ volume: { online_orders_per_day: 5_000_000 } })).toThrow(
    'volume.online_orders_per_day: got 5000000, with which the web shop of DC 1 could expect 21777778 orders on its busiest day; allowed: so many that it stays below 3774873',
  )
})

test.each([
  ['2024-03-10', 23],
  ['2024-11-03', 24],
])('on %s, when the clock changes, orders come in %i different hours', (date, hours) => {
  const company = tinyCompany({
    stores: [{}, {}],
    customers,
    settings: {
      ...settings,
      volume: { ...settings.volume, online_orders_per_day: 20_000 },
      historical: { start_date: date },
    },
  })
  const orders = only(
    eventsUntil(simulateCompany(company), endBefore(company, company.startDay + 1)),
    'online_order_created',
  )
  const zone = company.dcZones[1]
  const [seen, last] = [orders.map(({ occurredAt }) => zone?.hourAt(occurredAt)), orders.at(-1)?.occurredAt ?? 0]
  expect(new Set(seen).size).toBe(hours)
  expect(endBefore(company, company.startDay + 1) - last).toBeLessThan(HOUR)
})

/** The same company with a region of its own customers and volume. */
function withAnotherRegion({ master, config, root }: Company): Company {
  const grown: MasterData = {
    ...master,
    geographies: [...master.geographies, { ...master.geographies[0], geographyId: 2, timeZone: 'America/New_York' }],
    distributionCenters: [...master.distributionCenters, { ...master.distributionCenters[0], dcId: 2, geographyId: 2 }],
    stores: [...master.stores, { ...master.stores[0], storeId: 3, dcId: 2, geographyId: 2 }],
    customers: [
      ...master.customers,
      ...master.customers.map((one) => ({ ...one, customerId: one.customerId + 50, homeStoreId: 3 })),
    ],
    storeStock: [...master.storeStock, master.storeStock[0]],
    dcStock: [...master.dcStock, master.dcStock[0]],
  }
  const volume = { ...config.volume, total_customers: 200, online_orders_per_day: 800 }
  return makeCompany({ ...config, volume }, dictionaries, grown, root)
}

function ofRegion(company: Company, dc: number): string[] {
  return happens(company, 3)
    .filter(({ stream }) => stream.startsWith(`onlineOrder-O${dc}-`))
    .map(({ id, data }) => eventIdText(id) + JSON.stringify(data))
}

test('a region with customers and orders of its own changes no order of the others', () => {
  const grown = withAnotherRegion(two)
  expect(ofRegion(two, 1).length).toBeGreaterThan(1000)
  expect(ofRegion(grown, 2).length).toBeGreaterThan(1000)
  expect(ofRegion(grown, 1)).toEqual(ofRegion(two, 1))
})
