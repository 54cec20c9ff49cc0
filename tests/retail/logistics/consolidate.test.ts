import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Load } from '../../../src/retail/logistics/consolidate.ts'
import { leadTimeOf, storeLoads, supplierLoads } from '../../../src/retail/logistics/consolidate.ts'
import type { WaitingShipment } from '../../../src/retail/logistics/state.ts'
import { openWorld, type World } from '../../../src/retail/world.ts'
import { tinyCompany } from '../tiny.ts'

const CAPACITY = 100
const cold = [false, true, false, true, false]
const company = tinyCompany({
  products: cold.map((requiresRefrigeration) => ({ requiresRefrigeration })),
  stores: [{}, {}, {}],
  settings: { volume: { truck_capacity: CAPACITY } },
})

interface Asked {
  readonly storeId: number
  readonly product: number
  readonly units: number
}

/** A world in which stores (0 is the DC) have asked for goods, and the DC holds and has promised some. */
function worldOf(asked: readonly Asked[], held: readonly number[] = [], promised: readonly number[] = []): World {
  const world = openWorld(company)
  for (const [index, { storeId, product, units }] of asked.entries()) {
    const { needs } = storeId === 0 ? world.stock.dcs[1] : world.stock.stores[storeId]
    needs.push({ productId: product + 1, units, reorder: { ms: 1, a: 0, b: 0, c: index } })
  }
  for (const [product, units] of held.entries()) world.stock.dcs[1].balance[product] = units
  for (const [product, units] of promised.entries()) world.stock.dcs[1].reserved[product] = units
  return world
}

/** A plain shipment to a store that has no truck yet. */
function waitingShipment({ storeId, units }: { readonly storeId: number; readonly units: number }): WaitingShipment {
  const reorder = { ms: 1, a: 0, b: 0, c: 99 }
  return {
    shipmentId: `waits for ${storeId}`,
    dcId: 1,
    storeId,
    supplierId: null,
    refrigerated: false,
    lines: [{ productId: 1, units, reorder }],
    readyOn: company.startDay,
    delayedBy: [],
    cause: { id: reorder, correlation: reorder, session: null },
  }
}

const unitsOf = ({ lines }: Pick<Load, 'lines'>) => lines.reduce((sum, { units }) => sum + units, 0)
const evening = { dcId: 1, day: company.startDay, until: 2 }
const tonight = (world: World) => storeLoads(company, world, evening)

test('a night’s loads hold no more than the DC has and has not promised, nor than was asked, nor than a truck carries', () => {
  const need = fc.record({
    storeId: fc.integer({ min: 1, max: 3 }),
    product: fc.nat(cold.length - 1),
    units: fc.integer({ min: 1, max: 250 }),
  })
  const stock = fc.array(fc.record({ held: fc.nat(300), promised: fc.nat(300) }), { minLength: 5, maxLength: 5 })
  fc.assert(
    fc.property(fc.array(need, { maxLength: 30 }), stock, (asked, shelves) => {
      const held = shelves.map((shelf) => shelf.held)
      const promised = shelves.map((shelf) => Math.min(shelf.held, shelf.promised))
      const loads = tonight(worldOf(asked, held, promised))
      for (const load of loads) {
        expect(unitsOf(load)).toBeLessThanOrEqual(CAPACITY)
        expect(load.lines.every(({ productId }) => cold[productId - 1] === load.refrigerated)).toBe(true)
        for (const line of load.lines) {
          const wanted = asked[line.reorder.c]
          expect([line.productId - 1, load.storeId]).toEqual([wanted?.product, wanted?.storeId])
          expect(line.units).toBeGreaterThan(0)
          expect(line.units).toBeLessThanOrEqual(wanted?.units ?? 0)
        }
      }
      for (const product of cold.keys()) {
        const shipped = loads.flatMap(({ lines }) => lines).filter(({ productId }) => productId === product + 1)
        const total = shipped.reduce((sum, { units }) => sum + units, 0)
        expect(total).toBeLessThanOrEqual((held[product] ?? 0) - (promised[product] ?? 0))
      }
      expect(new Set(loads.map(({ shipmentId }) => shipmentId)).size).toBe(loads.length)
    }),
    { numRuns: 300 },
  )
})

describe('a night’s loads', () => {
  test('are one per store and temperature class as long as a truck carries them', () => {
    const world = worldOf(
      [
        { storeId: 1, product: 0, units: 10 },
        { storeId: 1, product: 1, units: 20 },
        { storeId: 1, product: 2, units: 30 },
        { storeId: 2, product: 1, units: 40 },
      ],
      [500, 500, 500],
    )
    const plan = tonight(world).map((load) => [load.shipmentId, load.refrigerated, unitsOf(load)])
    expect(plan).toEqual([
      ['D1S1-20240304-1', false, 40],
      ['D1S1-20240304-2', true, 20],
      ['D1S2-20240304-1', true, 40],
    ])
  })

  test('are several when one truck does not carry them', () => {
    const asked = [60, 50, 30].map((units) => ({ storeId: 1, product: 0, units }))
    expect(tonight(worldOf(asked, [500])).map(unitsOf)).toEqual([60, 80])
  })

  test('leave out what the DC does not have', () => {
    const asked = [
      { storeId: 1, product: 0, units: 10 },
      { storeId: 2, product: 0, units: 10 },
      { storeId: 3, product: 0, units: 10 },
    ]
    const loads = tonight(worldOf(asked, [20], [5]))
    expect(loads.map((load) => [load.storeId, unitsOf(load)])).toEqual([
      [1, 10],
      [2, 5],
    ])
  })

  test('leave out what was asked after the hour of consolidation', () => {
    const world = worldOf([{ storeId: 1, product: 0, units: 10 }], [500])
    expect(storeLoads(company, world, { ...evening, until: 1 })).toEqual([])
    expect(supplierLoads(company, worldOf([{ storeId: 0, product: 0, units: 1 }]), { ...evening, until: 1 })).toEqual(
      [],
    )
  })

  test('go with a shipment of the same store and temperature that waits, as far as it has room', () => {
    const world = worldOf(
      [
        { storeId: 1, product: 0, units: 30 },
        { storeId: 1, product: 0, units: 25 },
        { storeId: 1, product: 0, units: 10 },
        { storeId: 1, product: 1, units: 5 },
        { storeId: 2, product: 0, units: 5 },
      ],
      [500, 500],
    )
    const waiting = waitingShipment({ storeId: 1, units: 60 })
    world.waiting[1].push(waiting, waitingShipment({ storeId: 3, units: 1 }))
    const plan = tonight(world).map((load) => [load.shipmentId, load.amended, unitsOf(load)])
    expect(plan).toEqual([
      [waiting.shipmentId, waiting, 40],
      ['D1S1-20240304-1', null, 25],
      ['D1S1-20240304-2', null, 5],
      ['D1S2-20240304-1', null, 5],
    ])
  })

  test('are none when nothing was asked', () => {
    expect(tonight(worldOf([]))).toEqual([])
  })
})

test('what a DC asks for goes to its suppliers, with the longest lead time of the load', () => {
  const asked = [
    { storeId: 0, product: 0, units: 70 },
    { storeId: 0, product: 1, units: 80 },
    { storeId: 0, product: 2, units: 20 },
  ]
  const loads = supplierLoads(company, worldOf(asked), evening)
  expect(
    loads.map((load) => [load.shipmentId, load.storeId, load.refrigerated, unitsOf(load), leadTimeOf(company, load)]),
  ).toEqual([
    ['P1D1-20240304-1', null, false, 90, 3],
    ['P1D1-20240304-2', null, true, 80, 3],
  ])
})
