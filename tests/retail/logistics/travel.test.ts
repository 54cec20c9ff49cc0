import { expect, test } from 'vitest'
import { expectedTransit, morningOf, tripDays } from '../../../src/retail/logistics/travel.ts'
import { HOUR } from '../../../src/time/sim-time.ts'
import { smallCompany, smallConfig } from '../simulated.ts'
import { tinyCompany } from '../tiny.ts'

const hours = (ms: number) => ms / HOUR

test('a mean trip takes a day as configured, and more when roads are long', () => {
  expect(tripDays(smallConfig())).toEqual({ deliveries: 1, supplies: 1 })
  expect(tripDays(smallConfig({ logistics: { transit_hours: { max: 36 } } }))).toEqual({ deliveries: 2, supplies: 1 })
  expect(tripDays(smallConfig({ logistics: { transit_hours: { min: 24, max: 24 } } }))).toEqual({
    deliveries: 3,
    supplies: 3,
  })
})

test('a company whose roads are too long for its fleet is warned', () => {
  const long = { logistics: { transit_hours: { min: 80, max: 90 } }, volume: { refrigerated_trucks: 1 } }
  expect(smallCompany({ volume: long.volume }).master.warnings).toEqual([])
  expect(smallCompany(long).master.warnings).toEqual([
    expect.stringContaining('the delivery trucks of 1 of 1 DCs would be loaded to more than 70 %'),
  ])
})

test('a store in the town of its DC is 24 minutes of distance and an hour of chance beyond the shortest way', () => {
  const company = tinyCompany({ products: [{}] })
  expect(hours(expectedTransit(company, { dcId: 1, storeId: 1 }, company.startDay))).toBeCloseTo(2 + 0.4 + 1, 6)
})

/** Local hour at which a supplier is expected at the DC. */
function supplierArrival(depart_hour: number): number | undefined {
  const company = tinyCompany({ products: [{}], settings: { logistics: { depart_hour } } })
  const { departsAt } = morningOf(company, 1, company.startDay)
  return company.dcZones[1]?.hourAt(departsAt + expectedTransit(company, { dcId: 1, storeId: null }, company.startDay))
}

test('a supplier is expected at noon, or after the shortest way when trucks leave late', () => {
  expect([6, 11, 20].map(supplierArrival)).toEqual([12, 13, 22])
})

test('a truck leaves after it was loaded, even when both are due at the same hour', () => {
  const company = tinyCompany({ products: [{}], settings: { logistics: { load_hour: 6, depart_hour: 6 } } })
  const { loadsAt, departsAt } = morningOf(company, 1, company.startDay)
  expect(departsAt - loadsAt).toBe(1)
})
