import { describe, expect, test } from 'vitest'
import { fleetLoads } from '../../../src/retail/master-data/fleet-load.ts'
import { makeMasterData } from '../../../src/retail/master-data/make-master-data.ts'
import { dcTraffic } from '../../../src/retail/master-data/trucks.ts'
import type { TripDays } from '../../../src/retail/master-data/options.ts'
import type { Fleet, MasterData } from '../../../src/retail/master-data/types.ts'
import { companyOptions, DEFAULT_VOLUME } from './company.ts'

const FEW = { total_customers: 1, total_products: 200 }
const company = (volume = {}) => makeMasterData(companyOptions({ ...FEW, ...volume }))
const count = (data: MasterData, fleets: readonly Fleet[], refrigeration: boolean) =>
  data.trucks.filter((truck) => fleets.includes(truck.fleet) && truck.refrigeration === refrigeration).length

describe('the fleets', () => {
  const data = company()

  test('have the configured size: per DC, and for suppliers per five DCs', () => {
    expect([count(data, ['DC', 'POOL'], true), count(data, ['DC', 'POOL'], false)]).toEqual([40, 60])
    expect([count(data, ['SUPPLIER'], true), count(data, ['SUPPLIER'], false)]).toEqual([12, 18])
    const large = company({ stores: 200, dcs: 20 })
    expect([count(large, ['SUPPLIER'], true), count(large, ['SUPPLIER'], false)]).toEqual([48, 72])
    const single = company({ stores: 6, dcs: 1 })
    expect([count(single, ['SUPPLIER'], true), count(single, ['SUPPLIER'], false)]).toEqual([2, 4])
  })

  test('bind 85 % of the DC trucks and lend the rest', () => {
    expect([count(data, ['DC'], true), count(data, ['DC'], false)]).toEqual([34, 51])
    expect(count(company({ truck_dc_assignment_rate: 1 }), ['POOL'], false)).toBe(0)
    expect(count(company({ truck_dc_assignment_rate: 0 }), ['DC'], false)).toBe(0)
  })

  test('serve one DC each; only suppliers stand under DC 0', () => {
    for (const truck of data.trucks) {
      expect(truck.servesDcId).toBeGreaterThanOrEqual(1)
      expect(truck.servesDcId).toBeLessThanOrEqual(5)
      expect(truck.dcId).toBe(truck.fleet === 'SUPPLIER' ? 0 : truck.servesDcId)
      expect(truck.capacityUnits).toBe(15_000)
    }
  })

  test('have license plates of their own', () => {
    const large = company({ stores: 60, dcs: 50, refrigerated_trucks: 60 })
    const plates = large.trucks.map((truck) => truck.licensePlate)
    expect(new Set(plates).size).toBe(plates.length)
    for (const plate of plates) expect(plate).toMatch(/^[A-Z]{3}-\d{4}$/)
  })

  test.each([0, 0.15, 0.5, 0.85, 1])('give every DC both kinds in both fleets when %d is bound', (rate) => {
    const volume = { stores: 30, dcs: 7, refrigerated_trucks: 1, non_refrigerated_trucks: 0 }
    const suppliers = { supplier_refrigerated_trucks: 1, supplier_non_refrigerated_trucks: 0 }
    const small = company({ ...volume, ...suppliers, truck_dc_assignment_rate: rate })
    for (const { dcId } of small.distributionCenters) {
      for (const refrigeration of [true, false]) {
        const mine = small.trucks.filter((truck) => truck.servesDcId === dcId && truck.refrigeration === refrigeration)
        expect(mine.some((truck) => truck.fleet === 'SUPPLIER')).toBe(true)
        expect(mine.some((truck) => truck.fleet !== 'SUPPLIER')).toBe(true)
      }
    }
  })

  test('lend more trucks to a DC with more traffic', () => {
    const traffic = dcTraffic(data.distributionCenters, data.stores)
    const busy = [...traffic].toSorted((a, b) => b[1] - a[1])
    const lent = (dcId: number) =>
      data.trucks.filter((truck) => truck.fleet === 'POOL' && truck.servesDcId === dcId).length
    expect(lent(busy[0][0])).toBeGreaterThan(lent(busy[4][0]))
  })
})

describe('the load', () => {
  const data = company({ stores: 1, dcs: 1 })
  const trucks = [true, true, false, false].flatMap((refrigeration) =>
    (['DC', 'SUPPLIER'] as const).map((fleet) =>
      Object.assign({}, data.trucks[0], { refrigeration, fleet, servesDcId: 1, capacityUnits: 2000 }),
    ),
  )
  const load = (coldProducts: number, tripDays?: TripDays) =>
    fleetLoads({
      tripDays,
      ...data,
      stores: [Object.assign({}, data.stores[0], { dailyTrafficMultiplier: 1 })],
      trucks,
      products: data.products
        .slice(0, 10)
        .map((product, index) => Object.assign({}, product, { requiresRefrigeration: index < coldProducts })),
      purchaseRate: 0.5,
      volume: { ...DEFAULT_VOLUME, customers_per_day: 1000, items_per_ticket_mean: 10 },
    })

  test('is the daily units over the capacity of all trucks', () => {
    expect(load(2)).toEqual([{ dcNumber: 'DC001', deliveries: 5000 / 8000, supplies: 5000 / 8000 }])
  })

  test('is as many times as much as a trip takes days', () => {
    expect(load(2, { deliveries: 2, supplies: 1 })).toEqual([
      { dcNumber: 'DC001', deliveries: 10_000 / 8000, supplies: 5000 / 8000 },
    ])
  })

  test('is that of the refrigerated trucks when it is worse', () => {
    expect(load(8)).toEqual([{ dcNumber: 'DC001', deliveries: 4000 / 4000, supplies: 4000 / 4000 }])
  })
})

describe('the warning about the load', () => {
  test('is silent for six stores and one DC', () => {
    expect(company({ stores: 6, dcs: 1 }).warnings).toEqual([])
  })

  test('names fleet, number of DCs, the worst of them and the keys to change', () => {
    const volume = { stores: 6, dcs: 1, truck_capacity: 500 }
    expect(company(volume).warnings).toEqual([
      expect.stringMatching(
        /^the delivery trucks of 1 of 1 DCs .* more than 70 % .* DC001 \(\d+ %\).* volume\.refrigerated_trucks, volume\.non_refrigerated_trucks or volume\.truck_capacity$/,
      ),
      expect.stringMatching(/^the supplier trucks of 1 of 1 DCs .* volume\.supplier_refrigerated_trucks,/),
    ])
  })

  test('comes when stores would wait more than three days for a truck of a kind', () => {
    const volume = { stores: 8, dcs: 1, customers_per_day: 10, refrigerated_trucks: 3, non_refrigerated_trucks: 12 }
    expect(company(volume).warnings).toHaveLength(1)
    expect(company({ ...volume, refrigerated_trucks: 4 }).warnings).toEqual([])
  })

  test('names fleets with less than one truck of a kind per DC', () => {
    const volume = { stores: 5, dcs: 5, customers_per_day: 10 }
    expect(company({ ...volume, non_refrigerated_trucks: 0, supplier_refrigerated_trucks: 4 }).warnings).toEqual([
      'volume.non_refrigerated_trucks is 0, less than one per DC: every DC gets one all the same',
      'volume.supplier_refrigerated_trucks is 4, less than one per DC: every DC gets one all the same',
    ])
    expect(company({ ...volume, non_refrigerated_trucks: 1, supplier_refrigerated_trucks: 5 }).warnings).toEqual([])
  })
})
