import { expect, test } from 'vitest'
import { confirmPlan } from '../../../src/retail/logistics/confirm-plan.ts'
import type { ShipmentPlan } from '../../../src/retail/logistics/shipment-plan.ts'
import { openWorld } from '../../../src/retail/world.ts'
import { tinyCompany } from '../tiny.ts'

const company = tinyCompany({ products: [{}, {}, {}] })
const reorder = { ms: 1, a: 0, b: 0, c: 0 }
const line = (productId: number, units: number) => ({ productId, units, reorder })
const plan: ShipmentPlan = {
  shipmentId: 'D1S1-20240304-1',
  dcId: 1,
  storeId: 1,
  supplierId: null,
  refrigerated: false,
  lines: [line(1, 10), line(2, 10), line(2, 10), line(3, 10)],
  loadsAt: 1,
  departsAt: 2,
  arrivesAt: 3,
  unloadedAt: 4,
  completedAt: 5,
}

function confirmed(balance: readonly number[], reserved: readonly number[], planned = plan) {
  const world = openWorld(company)
  world.stock.dcs[1]?.balance.set(balance)
  world.stock.dcs[1]?.reserved.set(reserved)
  return confirmPlan(world, planned).lines.map(({ productId, units }) => [productId, units])
}

test('a shipment takes what was planned when nothing of it was promised meanwhile', () => {
  expect(confirmed([10, 20, 30], [0, 0, 20])).toEqual([
    [1, 10],
    [2, 10],
    [2, 10],
    [3, 10],
  ])
})

test('what orders were promised meanwhile stays behind, line by line', () => {
  expect(confirmed([10, 20, 30], [1, 5, 30])).toEqual([
    [1, 9],
    [2, 10],
    [2, 5],
  ])
})

test('a supplier’s shipment does not depend on the stock of the DC', () => {
  const supply = { ...plan, storeId: null, supplierId: 1 }
  expect(confirmed([0, 0, 0], [0, 0, 0], supply)).toHaveLength(4)
})
