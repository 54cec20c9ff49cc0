import { describe, expect, test } from 'vitest'
import type { DomainEvent } from '../../../src/simulation/domain-event.ts'
import { happened, stock } from '../given.ts'
import { tinyCompany } from '../tiny.ts'
import { morning, NOTHING_LEFT, reorder, scheduled } from './telling.ts'

const DELIVERY = { fleet: 'DC', dcId: 1, refrigeration: false } as const
const company = tinyCompany({ products: [{}, { requiresRefrigeration: true }], stores: [{}, {}, {}] })
const shelves = [stock({ product_id: 1, units: 900 }), stock({ product_id: 2, units: 900 })]

/** A shipment of ten units to a store, or (null) from the supplier, of product 1, or of product 2 when it is cold. */
function shipment(shipment_id: string, store_id: number | null, cold = false): DomainEvent {
  return scheduled({ shipment_id, store_id, refrigerated: cold, lines: [{ product_id: cold ? 2 : 1, units: 10 }] })
}

/** Shipments and trucks of this morning's loading. */
function loadings(facts: readonly DomainEvent[], of = company) {
  return morning(of, [...shelves, ...facts]).events.flatMap(({ type, data }) =>
    type === 'shipment_loaded' ? [[data.shipment_id, data.truck_id]] : [],
  )
}

test('a truck takes what waits, and the goods leave the DC', () => {
  const { world, leadsTo } = morning(company, [...shelves, shipment('S', 1)])
  expect(world.waiting[1]).toEqual([])
  expect(world.fleet[1]).toMatchObject({ status: 'LOADING', shipments: 1 })
  leadsTo(
    happened('shipment_loaded', {
      shipment_id: 'S',
      truck_id: 1,
      store_id: 1,
      lines: [{ product_id: 1, units: 10 }],
      ...NOTHING_LEFT,
      etd: '2024-03-05T12:00:00.000Z',
    }),
    happened('inventory_updated', { quantity_delta: -10, balance: 890, reason: 'OUTBOUND_SHIPMENT', source: 'S' }),
  )
})

test('what a shipment took in while it waited is loaded with it, a product at a time', () => {
  const lines = [
    { product_id: 1, units: 5 },
    { product_id: 1, units: 2 },
  ]
  const facts = [...shelves, shipment('S', 1), scheduled({ shipment_id: 'S', amended: true, lines })]
  const [loaded] = morning(company, facts).events
  expect(loaded?.data).toMatchObject({ lines: [{ product_id: 1, units: 17 }] })
})

test('a truck serves one store, its own temperature class and its own fleet', () => {
  const facts = [shipment('plain', 1), shipment('cold', 1, true), shipment('supply', null), shipment('ice', null, true)]
  expect(loadings(facts)).toEqual([
    ['plain', 1],
    ['cold', 2],
    ['supply', 3],
    ['ice', 4],
  ])
})

describe('without a free truck', () => {
  test('the youngest shipment waits, and goes another day', () => {
    const { events, world } = morning(company, [...shelves, shipment('old', 2), shipment('young', 1)], 25)
    expect(world.waiting[1]).toEqual([])
    const loaded = events.filter(({ type }) => type === 'shipment_loaded')
    expect(loaded.map(({ data }) => data)).toMatchObject([{ shipment_id: 'old' }, { shipment_id: 'young' }])
    expect((loaded[1]?.occurredAt ?? 0) - (loaded[0]?.occurredAt ?? 0)).toBe(24 * 3_600_000)
  })

  test('nothing goes with the wrong truck', () => {
    const cold = tinyCompany({ products: [{}, {}], trucks: [{ ...DELIVERY, refrigeration: true }] })
    expect(loadings([shipment('S', 1)], cold)).toEqual([])
  })

  test('nothing goes with the truck of another DC', () => {
    const elsewhere = tinyCompany({ products: [{}, {}], trucks: [{ ...DELIVERY, servesDcId: 2 }] })
    expect(loadings([shipment('S', 1)], elsewhere)).toEqual([])
  })
})

const TOMORROW = '2024-03-06T12:00:00.000Z'

test('a shipment is not loaded before its day', () => {
  expect(loadings([scheduled({ etd: TOMORROW, lines: [{ product_id: 1, units: 10 }] })])).toEqual([])
})

test('of free trucks the one goes that has been free longest, of several the one with the lowest number', () => {
  const three = tinyCompany({ products: [{}, {}], stores: [{}, {}, {}], trucks: [DELIVERY, DELIVERY, DELIVERY] })
  const later = [2, 3].map((store_id) =>
    scheduled({ shipment_id: `later ${store_id}`, store_id, etd: TOMORROW, lines: [{ product_id: 1, units: 10 }] }),
  )
  const { events, world } = morning(three, [...shelves, shipment('first', 1), ...later], 25)
  const loads = events.filter(({ type }) => type === 'shipment_loaded').map(({ data }) => data)
  expect(loads).toMatchObject([
    { shipment_id: 'first', truck_id: 1 },
    { shipment_id: 'later 2', truck_id: 2 },
    { shipment_id: 'later 3', truck_id: 3 },
  ])
  expect(world.fleet[1]?.status).toBe('FREE')
})

describe('shipments of suppliers', () => {
  const lines = [{ product_id: 1, units: 60 }]
  const supply = (shipment_id: string) => scheduled({ shipment_id, store_id: null, lines })
  const small = tinyCompany({
    products: [{}, {}],
    trucks: [1, 2].map(() => ({ fleet: 'SUPPLIER', dcId: 0, refrigeration: false, capacityUnits: 130 })),
  })

  test('share a truck as long as it has room, and take another one then', () => {
    expect(loadings([supply('a'), supply('b'), supply('c')], small)).toEqual([
      ['a', 1],
      ['b', 1],
      ['c', 2],
    ])
  })

  test('go together, and the truck is free when all of them are closed', () => {
    const { events, world } = morning(small, [...shelves, supply('a'), supply('b')], 23)
    const steps = Map.groupBy(events, ({ stream }) => stream)
    const times = ['a', 'b'].map((id) => steps.get(`shipment-${id}`)?.map(({ occurredAt }) => occurredAt))
    expect(times[0]).toHaveLength(7)
    expect(times[1]).toEqual(times[0])
    expect(world.fleet[1]).toMatchObject({ status: 'FREE', shipments: 0, since: times[0]?.[6] })
  })
})

test('what no disruption touches is loaded in full', () => {
  const { world } = morning(company, [reorder({ units: 10 }), ...shelves, shipment('S', 1)])
  expect(world.stock.stores[1]).toMatchObject({ needs: [] })
  expect([world.stock.dcs[1].reserved[0], world.stock.stores[1].onOrder[0]]).toEqual([0, 10])
})
