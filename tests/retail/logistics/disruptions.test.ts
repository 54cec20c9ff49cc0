import { describe, expect, test } from 'vitest'
import { REPLENISHMENT } from '../../../src/retail/agent-codes.ts'
import { eventDefinitions } from '../../../src/retail/events.ts'
import type { DomainEvent } from '../../../src/simulation/domain-event.ts'
import { given, stock } from '../given.ts'
import { only } from '../simulated.ts'
import { tinyCompany } from '../tiny.ts'
import { first, morning, reorder, scheduled, trouble } from './telling.ts'

const company = tinyCompany({ products: [{}, {}], stores: [{}, {}], settings: { volume: { truck_capacity: 100 } } })
const shelf = stock({ product_id: 1, units: 900 })
const delivery = [reorder({ units: 80 }), shelf, scheduled({ lines: [{ product_id: 1, units: 80 }] })]
const supply = [
  reorder({ store_id: null, units: 80 }),
  scheduled({ shipment_id: 'P1', store_id: null, lines: [{ product_id: 1, units: 80 }] }),
]

/** The first morning's and day's events after these facts and troubles. */
function day(facts: readonly DomainEvent[], ...troubles: readonly DomainEvent[]) {
  return morning(company, [...facts, ...troubles], 23)
}

test('whatever happens in trouble is what its definition says', () => {
  const troubles = [
    trouble('capacity_constraint', 0.7),
    trouble('truck_breakdown', 1),
    trouble('inventory_shortage', 0.5),
  ]
  const late = day(supply, trouble('supplier_delay', 1)).events
  const all = [...day([...supply, ...delivery], ...troubles).events, ...late]
  expect(new Set(all.map(({ type }) => type)).size).toBeGreaterThan(6)
  for (const { type, data } of all) {
    const parsed = eventDefinitions.get(type)?.schema.parse(data)
    expect(Object.keys(parsed ?? {}), type).toEqual(Object.keys(data))
  }
})

describe('a DC outage', () => {
  test('stops all loading when it is total, and says so every morning', () => {
    const { events, world } = morning(company, [...delivery, trouble('dc_outage', 1)], 25)
    expect(events.map(({ type }) => type)).toEqual(['shipment_delayed', 'shipment_delayed'])
    expect(first(events, 'shipment_delayed')).toMatchObject({
      reason: 'dc_outage',
      disruption_id: 'X-dc_outage',
      truck_id: null,
      delay_minutes: 24 * 60,
      etd: '2024-03-06T12:00:00.000Z',
    })
    expect(world.waiting[1]).toHaveLength(1)
  })

  test('stops it however weak the outage is, for each shipment', () => {
    const many = Array.from({ length: 40 }, (_, index) =>
      scheduled({ shipment_id: `P${index}`, store_id: null, lines: [{ product_id: 1, units: 1 }] }),
    )
    const { events } = morning(company, [...many, trouble('dc_outage', 0.1)])
    expect([only(events, 'shipment_loaded').length, only(events, 'shipment_delayed').length]).toEqual([0, 40])
  })

  test('does not touch another store than the one it strikes', () => {
    const { events } = day(delivery, trouble('dc_outage', 1, ['STORE', 2]))
    expect(first(events, 'shipment_loaded')).toBeDefined()
  })
})

describe('a shortage of goods', () => {
  test('cuts what suppliers send, and what is cut is asked for again at once when nothing else is on order', () => {
    const { events, world } = day(supply, trouble('inventory_shortage', 0.6))
    expect(first(events, 'shipment_loaded')).toMatchObject({
      lines: [{ product_id: 1, units: 32 }],
      cut: [{ product_id: 1, units: 48 }],
    })
    expect(first(events, 'shipment_unloaded')).toMatchObject({ lines: [{ product_id: 1, units: 32 }], lost: [] })
    expect(first(events, 'reorder_triggered')).toMatchObject({ current_quantity: 32, dc_id: 1 })
    expect(world.stock.dcs[1].balance[0]).toBe(32)
  })

  test('leaves out a line that is cut to nothing: its need is over, so that it is asked for again', () => {
    const lines = [
      { product_id: 1, units: 80 },
      { product_id: 2, units: 1, fact: 1 },
    ]
    const facts = [
      reorder({ store_id: null, units: 80 }),
      reorder({ store_id: null, product_id: 2, units: 1 }),
      scheduled({ shipment_id: 'P1', store_id: null, lines }),
    ]
    const { events } = morning(company, [...facts, trouble('inventory_shortage', 0.6)])
    expect(first(events, 'shipment_loaded')?.lines.map(({ product_id }) => product_id)).toEqual([1])
    const again = only(events, 'reorder_triggered')
    expect(again.map(({ data }) => data.product_id)).toEqual([2])
    expect(again[0]?.causation).toEqual(only(events, 'shipment_loaded')[0]?.id)
  })

  test('of everything makes the shipment wait, says so, and does not touch deliveries to stores', () => {
    const { events, world } = day([...supply, ...delivery], trouble('inventory_shortage', 1))
    expect(only(events, 'shipment_loaded').map(({ data }) => [data.store_id, data.cut])).toEqual([[1, []]])
    expect(world.waiting[1].map(({ shipmentId }) => shipmentId)).toEqual(['P1'])
    expect(world.stock.dcs[1].onOrder[0]).toBe(80)
    expect(first(events, 'shipment_delayed')).toMatchObject({ reason: 'inventory_shortage', delay_minutes: 1440 })
  })
})

describe('a late supplier', () => {
  test.each([
    [0.1, 1],
    [0.5, 3],
    [1, 5],
  ])('at severity %d delays his shipments by %i days, once', (severity, days) => {
    const { events, world } = morning(company, [...supply, trouble('supplier_delay', severity)], 24 * days - 2)
    expect(events.map(({ type }) => type)).toEqual(['shipment_delayed'])
    expect(first(events, 'shipment_delayed')).toMatchObject({ reason: 'supplier_delay', delay_minutes: days * 1440 })
    expect(world.waiting[1][0]?.readyOn).toBe(company.startDay + 1 + days)
    const later = morning(company, [...supply, trouble('supplier_delay', severity)], 24 * days)
    expect(later.events.map(({ type }) => type)).toEqual(['shipment_delayed', 'shipment_loaded'])
  })

  test('is late once, whatever else delays his shipments in between', () => {
    const troubles = [trouble('supplier_delay', 0.1), trouble('dc_outage', 1)]
    const { events } = morning(company, [...supply, ...troubles], 24 * 5 - 2)
    const reasons = only(events, 'shipment_delayed').map(({ data }) => data.reason)
    expect(reasons).toEqual(['supplier_delay', 'dc_outage', 'dc_outage', 'dc_outage', 'dc_outage'])
  })

  test('is late with his own goods alone', () => {
    expect(first(day(supply, trouble('supplier_delay', 1, ['SUPPLIER', 1])).events, 'shipment_loaded')).toBeUndefined()
    const { events } = day([...supply, ...delivery], trouble('supplier_delay', 1, ['SUPPLIER', 2]))
    expect(only(events, 'shipment_loaded')).toHaveLength(2)
  })
})

describe('a constraint of capacity', () => {
  test('leaves behind what does not fit; it is needed and on order as before', () => {
    const { events, world } = morning(company, [...delivery, trouble('capacity_constraint', 0.7)])
    expect(first(events, 'shipment_loaded')).toMatchObject({
      lines: [{ product_id: 1, units: 24 }],
      left_behind: [{ product_id: 1, units: 56 }],
    })
    expect(world.stock.stores[1].needs).toMatchObject([{ productId: 1, units: 56, reorder: { ms: 1, c: 0 } }])
    expect([world.stock.stores[1].onOrder[0], world.stock.dcs[1].reserved[0]]).toEqual([80, 0])
  })

  test('leaves a tenth at least', () => {
    const { events } = morning(company, [...delivery, trouble('capacity_constraint', 1)])
    expect(first(events, 'shipment_loaded')).toMatchObject({ lines: [{ product_id: 1, units: 8 }] })
  })

  test('is felt by trucks that are far from full as well', () => {
    const roomy = tinyCompany({ products: [{}], settings: { volume: { truck_capacity: 15_000 } } })
    const { events } = morning(roomy, [...delivery, trouble('capacity_constraint', 0.5)])
    expect(first(events, 'shipment_loaded')).toMatchObject({ lines: [{ product_id: 1, units: 40 }] })
  })
})

describe('an outage of systems', () => {
  const at = company.dcZones[1].localMinuteStart(company.startDay, 23 * 60 + 30)
  const woken = { code: REPLENISHMENT, number: 1, kind: 'plan', data: { day: company.startDay }, at }
  const facts = [reorder({ units: 80 }), shelf]

  test('when it is total, no shipment is planned in the evening, and the needs stay', () => {
    const { events, world } = given(company, ...facts, trouble('system_outage', 1)).whenWoken(woken)
    expect([events, world.stock.stores[1].needs.length]).toEqual([[], 1])
  })

  test('when there is none, the needs become shipments', () => {
    const { events, world } = given(company, ...facts).whenWoken(woken)
    expect(events.map(({ type }) => type)).toEqual(['shipment_scheduled'])
    expect([world.stock.stores[1].needs, world.stock.dcs[1].reserved[0]]).toEqual([[], 80])
  })
})
