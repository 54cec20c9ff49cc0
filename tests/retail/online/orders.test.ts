import { describe, expect, test } from 'vitest'
import { ONLINE_ORDERS } from '../../../src/retail/agent-codes.ts'
import type { RetailEvent } from '../../../src/retail/events.ts'
import { DAY, HOUR, MINUTE } from '../../../src/time/sim-time.ts'
import { given, happened, NOON, stock } from '../given.ts'
import { only, type Settings } from '../simulated.ts'
import { type Tiny, tinyCompany } from '../tiny.ts'

type Mode = 'SHIP_FROM_DC' | 'SHIP_FROM_STORE' | 'BOPIS'
const MODES = ['SHIP_FROM_DC', 'SHIP_FROM_STORE', 'BOPIS'] as const

/** One product, two stores, one customer at home in store 2, who orders a unit in this way and pays. */
function shop(mode: Mode, settings: Settings = {}, tiny: Tiny = {}) {
  return tinyCompany({
    stores: [{}, { taxRateBps: 500 }],
    customers: [{ homeStoreId: 2 }],
    ...tiny,
    settings: {
      ...settings,
      payments: { decline_rate: 0, ...settings.payments },
      online: {
        mode_mix: Object.fromEntries(MODES.map((name) => [name, Number(name === mode)])),
        line_weights: [1, 0, 0, 0, 0, 0, 0, 0],
        quantity_weights: [1, 0, 0],
        cancel_rate: 0,
        ...settings.online,
      },
    },
  })
}

type Company = ReturnType<typeof shop>

/** The customer orders at noon of the first day; everything before `until` happens. */
function order(company: Company, facts: Parameters<typeof given>[1][] = [], until = NOON + 1) {
  const data = { dcId: 1, day: company.startDay, number: 7 }
  return given(company, ...facts).whenWoken({ code: ONLINE_ORDERS, number: 7, kind: 'place', data }, until)
}

const FULL = [1, 2]
  .map((store_id) => stock({ store_id, product_id: 1, units: 20 }))
  .concat(stock({ product_id: 1, units: 500 }))

/** Of each event, the type and how long after the order it was. */
const hoursOf = (events: readonly RetailEvent[]) =>
  Object.fromEntries(events.map(({ type, occurredAt }) => [type, (occurredAt - NOON) / HOUR]))

describe('an order', () => {
  test('is created and paid, and its lines are reserved at the node that serves it', () => {
    const { world, leadsTo } = order(shop('SHIP_FROM_STORE'), FULL)
    const name = { order_id: 'O1-20240304-7', customer_id: 1 }
    leadsTo(
      happened('online_order_created', {
        ...name,
        requested_mode: 'SHIP_FROM_STORE',
        fulfillment_mode: 'SHIP_FROM_STORE',
        node_type: 'STORE',
        node_id: 2,
        backordered: false,
        item_count: 1,
        subtotal_cents: 100,
        tax_cents: 5,
        total_cents: 105,
      }),
      happened('payment_processed', { ...name, receipt_id: null, store_id: 2, amount_cents: 105, status: 'APPROVED' }),
    )
    expect([world.stock.stores[2]?.reserved[0], world.stock.stores[2]?.balance[0]]).toEqual([1, 20])
  })

  test('is picked, shipped and delivered, each step caused by the one before', () => {
    const { events, world } = order(shop('SHIP_FROM_DC'), FULL, NOON + 6 * DAY)
    expect(events.map(({ type }) => type)).toEqual([
      'online_order_created',
      'payment_processed',
      'online_order_picked',
      'inventory_updated',
      'online_order_shipped',
      'online_order_delivered',
    ])
    const [created, , picked, moved, shipped, delivered] = events
    expect([picked?.causation, shipped?.causation, delivered?.causation]).toEqual([
      created?.id,
      picked?.id,
      shipped?.id,
    ])
    expect(moved).toMatchObject({
      causation: picked?.id,
      data: { store_id: null, dc_id: 1, quantity_delta: -1, balance: 499, reason: 'SALE', source: 'ONLINE' },
    })
    expect(new Set(events.map(({ correlation }) => correlation))).toEqual(new Set([created?.id]))
    expect([world.stock.dcs[1]?.reserved[0], world.stock.dcs[1]?.balance[0]]).toEqual([0, 499])
    const hours = hoursOf(events)
    expect(hours.online_order_picked).toBeGreaterThanOrEqual(0.5)
    expect(hours.online_order_picked).toBeLessThanOrEqual(4)
    const [picking = 0, shipping = 0, delivery = 0] = ['picked', 'shipped', 'delivered'].map(
      (step) => hours[`online_order_${step}`],
    )
    expect(shipping - picking).toBeGreaterThanOrEqual(2)
    expect(shipping - picking).toBeLessThanOrEqual(48)
    expect(delivery - shipping).toBeGreaterThanOrEqual(24)
    expect(delivery - shipping).toBeLessThanOrEqual(72)
  })

  test('that the DC serves is taxed by the rate of the customer’s home store', () => {
    const [created] = only(order(shop('SHIP_FROM_DC'), FULL).events, 'online_order_created')
    expect(created?.data).toMatchObject({ node_type: 'DC', tax_cents: 5 })
  })

  test('to be picked up is ready in the home store, never shipped, and collected while the doors are open', () => {
    const { events } = order(shop('BOPIS'), FULL, NOON + 6 * DAY)
    expect(events.map(({ type }) => type)).toEqual([
      'online_order_created',
      'payment_processed',
      'online_order_picked',
      'inventory_updated',
      'online_order_delivered',
    ])
    const hours = hoursOf(events)
    expect(hours.online_order_picked).toBeGreaterThanOrEqual(4)
    expect(hours.online_order_picked).toBeLessThanOrEqual(24)
    // Noon in Chicago was NOON: the store is open from 8 to 22.
    const local = (12 + (hours.online_order_delivered ?? 0)) % 24
    expect(local).toBeGreaterThanOrEqual(8)
    expect(local).toBeLessThan(22)
  })

  test('that nobody can pay leaves no trace', () => {
    const hopeless = { decline_rate: 1, decline_factors: { CREDIT_CARD: 1, DEBIT_CARD: 1, PAYPAL: 1, OTHER: 1 } }
    const { world, leadsTo } = order(shop('SHIP_FROM_DC', { payments: hopeless }), FULL, NOON + DAY)
    leadsTo()
    expect(world.stock.dcs[1]?.reserved[0]).toBe(0)
  })

  test('of more lines than there are products has a line for each', () => {
    const { events } = order(shop('SHIP_FROM_DC', { online: { line_weights: [0, 0, 0, 0, 0, 0, 0, 1] } }), FULL)
    expect(only(events, 'online_order_created')[0]?.data.lines).toHaveLength(1)
  })
})

describe('a cancelled order', () => {
  const { events, world } = order(shop('SHIP_FROM_DC', { online: { cancel_rate: 1 } }), FULL, NOON + 6 * DAY)

  test('gives the money back, then ends, and is never picked', () => {
    expect(events.map(({ type }) => type)).toEqual([
      'online_order_created',
      'payment_processed',
      'payment_processed',
      'online_order_cancelled',
    ])
    const [paid, refunded] = only(events, 'payment_processed').map(({ data }) => data)
    expect(refunded).toMatchObject({
      amount_cents: -(paid?.amount_cents ?? 0),
      payment_method: paid?.payment_method,
      status: 'APPROVED',
    })
    expect(only(events, 'online_order_cancelled')[0]?.data.reason).toBe('CUSTOMER')
  })

  test('is called off before it would have been picked, and frees what was reserved', () => {
    expect(hoursOf(events).online_order_cancelled).toBeLessThan(4)
    expect(world.stock.dcs[1]?.reserved[0]).toBe(0)
  })
})

describe('an order that no node has', () => {
  const late = NOON + 7 * HOUR

  test('waits at the DC, with nothing reserved', () => {
    const { events, world } = order(shop('BOPIS'), [], NOON + 6 * HOUR)
    expect(events.map(({ type }) => type)).toEqual([
      'online_order_created',
      'payment_processed',
      'online_order_backordered',
    ])
    expect(events[0]?.data).toMatchObject({
      requested_mode: 'BOPIS',
      fulfillment_mode: 'SHIP_FROM_DC',
      node_type: 'DC',
      node_id: 1,
      backordered: true,
    })
    expect(events[2]?.causation).toEqual(events[0]?.id)
    expect(world.stock.dcs[1]?.reserved[0]).toBe(0)
  })

  test('is picked when it is looked at and the DC has everything', () => {
    const company = shop('BOPIS')
    const data = { dcId: 1, day: company.startDay, number: 7 }
    const scene = given(company)
    scene.whenWoken({ code: ONLINE_ORDERS, number: 7, kind: 'place', data }, NOON + MINUTE)
    scene.world.stock.dcs[1]?.balance.fill(5)
    const later = scene.whenWoken(
      { code: ONLINE_ORDERS, number: 8, kind: 'place', data: { ...data, number: 8 }, at: late },
      late + MINUTE,
    ).events
    const picked = only(later, 'online_order_picked').filter((event) => event.data.order_id === 'O1-20240304-7')
    expect(picked.map(({ occurredAt }) => occurredAt)).toEqual([NOON + 6 * HOUR])
    expect(scene.world.stock.dcs[1]?.balance[0]).toBe(4)
  })

  test('is given up after two weeks, and its money is back', () => {
    const { events } = order(shop('SHIP_FROM_DC'), [], NOON + 15 * DAY)
    expect(events.slice(-2).map(({ type }) => type)).toEqual(['payment_processed', 'online_order_cancelled'])
    expect(only(events, 'online_order_cancelled')[0]?.data.reason).toBe('OUT_OF_STOCK')
    expect(hoursOf(events).online_order_cancelled).toBe(14 * 24)
  })
})
