import { expect, test } from 'vitest'
import { REPLENISHMENT } from '../../../src/retail/agent-codes.ts'
import { startOfDay } from '../../../src/retail/company.ts'
import { simulateCompany } from '../../../src/retail/company-simulation.ts'
import type { DomainEvent } from '../../../src/simulation/domain-event.ts'
import { HOUR } from '../../../src/time/sim-time.ts'
import { given, happened, stock } from '../given.ts'
import { eventsUntil, only, smallCompany } from '../simulated.ts'
import { tinyCompany } from '../tiny.ts'
import { reorder, scheduled } from './telling.ts'

const company = tinyCompany({ products: [{}, {}], stores: [{}, {}] })
const shelf = stock({ product_id: 1, units: 100 })

/** The evening of the first business day: at half past eleven the night is planned. */
function evening(...facts: readonly DomainEvent[]) {
  const at = company.dcZones[1]?.localMinuteStart(company.startDay, 23 * 60 + 30)
  const woken = { code: REPLENISHMENT, number: 1, kind: 'plan', data: { day: company.startDay }, at: at ?? Number.NaN }
  return given(company, ...facts).whenWoken(woken)
}

test('a need becomes a shipment at once, whose units are promised from then on', () => {
  const { world, leadsTo } = evening(reorder({ units: 30 }), shelf)
  leadsTo(
    happened('shipment_scheduled', {
      shipment_id: 'D1S1-20240304-1',
      truck_id: null,
      amended: false,
      refrigerated: false,
      lines: [{ product_id: 1, units: 30, reorder_id: '00000000-0001-7000-8000-000000000000' }],
      etd: '2024-03-05T12:00:00.000Z',
    }),
  )
  expect(world.stock.dcs[1]?.reserved[0]).toBe(30)
  expect(world.stock.stores[1]?.needs).toEqual([])
  expect(world.waiting[1]).toMatchObject([{ shipmentId: 'D1S1-20240304-1', readyOn: company.startDay + 1 }])
})

test('what waits for a truck takes in what the same store needs: it is scheduled again, with the added lines alone', () => {
  const waiting = scheduled({ shipment_id: 'W', lines: [{ product_id: 1, units: 10, fact: 9 }] })
  const { world, events, leadsTo } = evening(waiting, reorder({ units: 30 }), shelf)
  const added = [{ product_id: 1, units: 30, reorder_id: '00000000-0001-7000-8000-000000000001' }]
  leadsTo(happened('shipment_scheduled', { shipment_id: 'W', amended: true, lines: added }))
  expect(events[0]?.causation).toMatchObject({ ms: 1, c: 0 })
  expect(world.waiting[1]).toMatchObject([{ shipmentId: 'W', lines: [{ units: 10 }, { units: 30 }] }])
  expect(world.stock.dcs[1]?.reserved[0]).toBe(40)
})

test('only what the DC has and has promised to nobody is planned; the rest of the need stays', () => {
  const { world, events } = evening(reorder({ units: 70 }), reorder({ store_id: 2, units: 60 }), shelf)
  expect(only(events, 'shipment_scheduled').map(({ data }) => data.lines[0]?.units)).toEqual([70, 30])
  expect(world.stock.stores[2]?.needs).toMatchObject([{ units: 30 }])
})

test('what the DC needs is ordered, and expected after the lead time of three days', () => {
  evening(reorder({ store_id: null, units: 500 })).leadsTo(
    happened('shipment_scheduled', {
      shipment_id: 'P1D1-20240304-1',
      supplier_id: 1,
      store_id: null,
      etd: '2024-03-07T12:00:00.000Z',
      eta: '2024-03-07T18:00:00.000Z',
    }),
  )
})

test('no place ever promises more than it holds, and no truck is lost count of', () => {
  const scarce = smallCompany({
    volume: {
      customers_per_day: 200,
      store_initial_inventory_min: 2,
      store_initial_inventory_max: 12,
      dc_initial_inventory_min: 5,
      dc_initial_inventory_max: 20,
      dc_reorder_point_min: 4,
      dc_reorder_point_max: 5,
      refrigerated_trucks: 1,
      non_refrigerated_trucks: 1,
      truck_capacity: 100,
      online_orders_per_day: 0,
    },
    inventory: { damage_share: 1, shrink_share: 1 },
  })
  const simulation = simulateCompany(scarce)
  const start = startOfDay(scarce, scarce.startDay)
  let amended = 0
  for (let hour = 1; hour <= 24 * 8; hour++) {
    const events = eventsUntil(simulation, start + hour * HOUR)
    amended += only(events, 'shipment_scheduled').filter(({ data }) => data.amended).length
    const { stock: held, fleet, waiting } = simulation.world
    for (const { balance, reserved, onOrder } of [...held.stores, ...held.dcs]) {
      expect(balance.every((units, index) => (reserved[index] ?? 0) >= 0 && (reserved[index] ?? 0) <= units)).toBe(true)
      expect(onOrder.every((units) => units >= 0)).toBe(true)
    }
    expect(fleet.every(({ status, shipments }) => (status === 'FREE') === (shipments === 0))).toBe(true)
    const promised = waiting[1]?.filter(({ supplierId }) => supplierId === null).flatMap(({ lines }) => lines) ?? []
    const units = promised.reduce((sum, line) => sum + line.units, 0)
    expect(held.dcs[1]?.reserved.reduce((sum, amount) => sum + amount, 0)).toBe(units)
  }
  expect(amended).toBeGreaterThan(3)
})
