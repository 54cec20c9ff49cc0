import { describe, expect, test } from 'vitest'
import type { InventoryUpdated } from '../../../src/retail/inventory/events.ts'
import { shipmentLoaded, shipmentUnloaded } from '../../../src/retail/logistics/events.ts'
import { receiptLineAdded } from '../../../src/retail/sales/events.ts'
import { given, happened, stock } from '../given.ts'
import { NOTHING_LEFT, NOTHING_LOST, reorder as openNeed, ROUTE, scheduled, TIMES } from '../logistics/telling.ts'
import { tinyCompany } from '../tiny.ts'

const company = tinyCompany({ products: [{}, {}], storeShelf: { units: 20, point: 8 } })

function sale(quantity: number) {
  return receiptLineAdded(
    {
      receipt_id: 'R1',
      store_id: 1,
      line_number: 1,
      product_id: 1,
      quantity,
      unit_price_cents: 100,
      discount_cents: 0,
      extended_price_cents: 100 * quantity,
      promo_code: null,
      disposition: null,
    },
    null,
  )
}

/** An open need of store 1 for product 1. */
const reorder = (units: number) => openNeed({ units })
const loadOf = (units: number) => ({ ...ROUTE, truck_id: 1, lines: [{ product_id: 1, units }] })
const delivery = (units: number) => shipmentUnloaded({ ...loadOf(units), ...NOTHING_LOST }, null)
const loaded = (units: number) => shipmentLoaded({ ...loadOf(units), ...TIMES, ...NOTHING_LEFT }, null)

/** A shipment of `units` for the reorder that is fact number `fact`. */
const schedule = (units: number, fact: number) => scheduled({ lines: [{ product_id: 1, units, fact }] })

test('a sale takes its units from the shelf', () => {
  given(company, stock({ store_id: 1, product_id: 1, units: 12 }))
    .when(sale(2))
    .leadsTo(
      happened('inventory_updated', { store_id: 1, quantity_delta: -2, balance: 10, reason: 'SALE', source: 'R1' }),
    )
})

test('a sale that empties the shelf is followed by one stockout', () => {
  given(company, stock({ store_id: 1, product_id: 1, units: 2 }))
    .when(sale(2))
    .leadsTo(
      happened('inventory_updated', { quantity_delta: -2, balance: 0 }),
      happened('stockout_detected', { store_id: 1, dc_id: null, product_id: 1, last_known_quantity: 2 }),
      happened('reorder_triggered', { current_quantity: 0, reorder_quantity: 20, priority: 'URGENT' }),
    )
})

test('a shelf that is filled and emptied again is out of stock again', () => {
  given(company, stock({ store_id: 1, product_id: 1, units: 2 }), reorder(1))
    .when(sale(2), delivery(1), sale(1))
    .leadsTo(
      happened('inventory_updated', { balance: 0 }),
      happened('stockout_detected', { last_known_quantity: 2 }),
      happened('inventory_updated', { balance: 1 }),
      happened('reorder_triggered', { reorder_quantity: 19 }),
      happened('inventory_updated', { balance: 0 }),
      happened('stockout_detected', { last_known_quantity: 1 }),
    )
})

test('nobody can take more than there is', () => {
  const scene = given(company, stock({ store_id: 1, product_id: 1, units: 2 }))
  expect(() => scene.when(sale(3))).toThrow('R1 takes 3 of product 1, more than there is')
})

describe('a reorder', () => {
  test.each([
    [9, null],
    [8, 'NORMAL'],
    [7, 'NORMAL'],
    [6, 'HIGH'],
    [5, 'HIGH'],
    [4, 'URGENT'],
    [1, 'URGENT'],
  ])('at a balance of %i, with a reorder point of 8, is %s', (balance, priority) => {
    const { events } = given(company, stock({ store_id: 1, product_id: 1, units: balance + 1 })).when(sale(1))
    const reorders = events.filter(({ type }) => type === 'reorder_triggered').map(({ data }) => data)
    const expected = { current_quantity: balance, reorder_quantity: 20 - balance, reorder_point: 8, priority }
    expect(reorders).toMatchObject(priority === null ? [] : [expected])
  })

  test('is asked for once, however often the balance falls on', () => {
    given(company, stock({ store_id: 1, product_id: 1, units: 9 }))
      .when(sale(1), sale(1), sale(5))
      .leadsTo(
        happened('inventory_updated', { balance: 8 }),
        happened('reorder_triggered', { reorder_quantity: 12 }),
        happened('inventory_updated', { balance: 7 }),
        happened('inventory_updated', { balance: 2 }),
      )
  })

  test('is closed by its delivery, so that the next fall asks again', () => {
    given(company, stock({ store_id: 1, product_id: 1, units: 8 }), reorder(12))
      .when(schedule(12, 1), delivery(12), sale(12))
      .leadsTo(
        happened('inventory_updated', { quantity_delta: 12, balance: 20, reason: 'INBOUND_SHIPMENT' }),
        happened('inventory_updated', { balance: 8 }),
        happened('reorder_triggered', { reorder_quantity: 12 }),
      )
  })

  test('is asked for again at once when the delivery does not lift the balance above the point', () => {
    given(company, stock({ store_id: 1, product_id: 1, units: 1 }), reorder(5))
      .when(delivery(5))
      .leadsTo(happened('inventory_updated', { balance: 6 }), happened('reorder_triggered', { reorder_quantity: 14 }))
  })

  test('that is filled in part keeps the rest: it stays open, and no second one is asked for', () => {
    const { world, leadsTo } = given(company, stock({ store_id: 1, product_id: 1, units: 1 }), reorder(19)).when(
      schedule(4, 1),
      delivery(4),
      sale(1),
    )
    leadsTo(happened('inventory_updated', { balance: 5 }), happened('inventory_updated', { balance: 4 }))
    expect(world.stock.stores[1].needs).toMatchObject([{ productId: 1, units: 15 }])
    expect(world.stock.stores[1].onOrder[0]).toBe(15)
  })

  test('is not open any more when a shipment has all of it', () => {
    const scene = given(company, stock({ store_id: 1, product_id: 1, units: 1 }), reorder(19), reorder(3))
    const { needs } = scene.when(schedule(19, 1)).world.stock.stores[1]
    expect(needs).toMatchObject([{ units: 3, reorder: { c: 2 } }])
  })
})

function promised(...told: Parameters<ReturnType<typeof given>['when']>) {
  return given(company, stock({ product_id: 1, units: 100 }), reorder(30)).when(...told).world.stock.dcs[1].reserved[0]
}

describe('a shipment', () => {
  test('leaves the stock of the DC when it is loaded, and of no store', () => {
    given(company, stock({ product_id: 1, units: 100 }))
      .when(loaded(30))
      .leadsTo(
        happened('inventory_updated', {
          store_id: null,
          dc_id: 1,
          quantity_delta: -30,
          balance: 70,
          reason: 'OUTBOUND_SHIPMENT',
          source: 'D1S1-20240304-1',
        }),
      )
  })

  test('is promised from its announcement until it is loaded', () => {
    expect(promised(schedule(30, 1))).toBe(30)
    expect(promised(schedule(30, 1), loaded(30))).toBe(0)
  })

  test('of a supplier is his until it is unloaded at the DC', () => {
    const supply = { ...loadOf(30), store_id: null, supplier_id: 1 }
    given(company, stock({ product_id: 1, units: 60 }))
      .when(
        shipmentLoaded({ ...supply, ...TIMES, ...NOTHING_LEFT }, null),
        shipmentUnloaded({ ...supply, ...NOTHING_LOST }, null),
      )
      .leadsTo(happened('inventory_updated', { store_id: null, dc_id: 1, quantity_delta: 30, balance: 90 }))
  })

  test('names what caused each movement', () => {
    const [update] = given(company).when(delivery(3)).events as [InventoryUpdated]
    expect(update.causation).not.toBeNull()
  })
})

test('what comes and goes is counted for the day', () => {
  const { world } = given(company, stock({ store_id: 1, product_id: 1, units: 9 })).when(sale(1), delivery(4), sale(2))
  expect(world.totals.stores[1]).toMatchObject({ unitsIn: 4, unitsOut: 3, lines: 2 })
})
