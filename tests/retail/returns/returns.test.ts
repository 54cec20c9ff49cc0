import { describe, expect, test } from 'vitest'
import { RETURNS, STORE_DAYS } from '../../../src/retail/agent-codes.ts'
import type { SoldGoods } from '../../../src/retail/returns/sold-goods.ts'
import type { TillLine } from '../../../src/retail/sales/till-lines.ts'
import { customerEntered } from '../../../src/retail/traffic/events.ts'
import { addHabit } from '../../../src/retail/traffic/habits.ts'
import { DAY, HOUR, MINUTE } from '../../../src/time/sim-time.ts'
import { given, NOON, stock } from '../given.ts'
import { only } from '../simulated.ts'
import { tinyCompany } from '../tiny.ts'

const SALE = { ms: NOON - DAY, a: 1, b: 1, c: 1 }
/** Rice, and a shirt. */
const products = [
  { salePriceCents: 200 },
  { salePriceCents: 3000, department: 'Clothing', category: 'Shirts', subcategory: 'Shirts' },
] as const

function company(dispositions = { RESTOCKED: 1, OPEN_BOX: 0, VENDOR: 0, DESTROYED: 0 }) {
  const settings = { returns: { line_share: 1, dispositions } }
  return tinyCompany({ products, customers: [{}], settings, storeShelf: { units: 20, point: 0 } })
}

const shirt: TillLine = {
  index: 1,
  quantity: 1,
  unitPriceCents: 3000,
  discountCents: 300,
  extendedCents: 2700,
  taxCents: 223,
  promoCode: 'SAVE10',
}
const rice: TillLine = {
  index: 0,
  quantity: 1,
  unitPriceCents: 200,
  discountCents: 0,
  extendedCents: 200,
  taxCents: 17,
  promoCode: null,
}

function goods(startDay: number, change: Partial<SoldGoods> = {}): SoldGoods {
  return {
    receiptId: 'R1-20240303-77',
    receipt: { id: SALE, correlation: SALE, session: SALE },
    storeId: 1,
    soldAt: NOON - DAY,
    day: startDay - 1,
    number: 77,
    customerId: 1,
    bleId: 'BLE1',
    segment: 0,
    tender: 'DEBIT_CARD',
    lines: [rice, shirt],
    ...change,
  }
}

const shelves = [stock({ store_id: 1, product_id: 1, units: 5 }), stock({ store_id: 1, product_id: 2, units: 5 })]

/** What happens when somebody brings a sale of yesterday back at noon. */
function comesBack(of: ReturnType<typeof company>, change: Partial<SoldGoods> = {}, ...facts: typeof shelves) {
  const data = { day: of.startDay, goods: goods(of.startDay, change) }
  const waking = { code: RETURNS, number: 1, kind: 'come', data }
  return given(of, ...shelves, ...facts).whenWoken(waking, NOON + 20 * MINUTE)
}

describe('a return', () => {
  const { events, world } = comesBack(company())
  const told = events.filter(({ type }) => type !== 'reorder_triggered')

  test('is a visit of the buyer, who is heard at the till, gives back and gets the money', () => {
    const types = told.map(({ type }) => type)
    expect(types.filter((type) => type !== 'ble_ping_detected')).toEqual([
      'customer_entered',
      'customer_zone_changed',
      'receipt_created',
      'receipt_line_added',
      'receipt_line_added',
      'payment_processed',
      'inventory_updated',
      'customer_zone_changed',
      'customer_left',
    ])
    const [receipt] = only(events, 'receipt_created')
    const pings = only(events, 'ble_ping_detected').filter(({ occurredAt }) => occurredAt === receipt?.occurredAt)
    expect(pings.map(({ data }) => [data.zone, data.customer_id])).toEqual([['CHECKOUT', 1]])
    expect(only(events, 'customer_left')[0]?.data).toMatchObject({
      customer_id: 1,
      party_size: 1,
      zones: ['ENTRANCE', 'CHECKOUT', 'EXIT'],
      trip_type: 'QUICK',
      purchased: false,
      receipt_id: receipt?.data.receipt_id,
      payment_failed: false,
    })
  })

  test('turns the signs of the sale, and refunds by its tender', () => {
    expect(only(events, 'receipt_created')[0]?.data).toEqual({
      receipt_id: 'R1-20240304-10000077',
      receipt_type: 'RETURN',
      return_for_receipt_id: 'R1-20240303-77',
      store_id: 1,
      customer_id: 1,
      business_date: '2024-03-04',
      item_count: -2,
      gross_subtotal_cents: -3200,
      discount_cents: -300,
      subtotal_cents: -2900,
      tax_cents: -240,
      total_cents: -3140,
      tender_type: 'DEBIT_CARD',
      campaign_id: null,
      impression_id: null,
      caused_by_impression_id: null,
      last_touch: null,
    })
    expect(only(events, 'payment_processed')[0]?.data).toMatchObject({
      amount_cents: -3140,
      payment_method: 'DEBIT_CARD',
      status: 'APPROVED',
    })
  })

  test('destroys food; what is restocked is booked as RETURN', () => {
    expect(only(events, 'receipt_line_added').map(({ data }) => [data.product_id, data.disposition])).toEqual([
      [1, 'DESTROYED'],
      [2, 'RESTOCKED'],
    ])
    const [movement] = only(events, 'inventory_updated')
    expect(movement?.data).toMatchObject({ product_id: 2, quantity_delta: 1, balance: 6, reason: 'RETURN' })
    expect(movement?.data.source).toBe('R1-20240304-10000077')
    expect([...world.stock.stores[1].balance]).toEqual([5, 6])
  })

  test('belongs to the story of the sale, in a session of its own', () => {
    const [entered] = only(events, 'customer_entered')
    expect(entered?.causation).toEqual(SALE)
    expect(new Set(events.map(({ correlation }) => correlation))).toEqual(new Set([SALE]))
    expect(new Set(told.map(({ session }) => session))).toEqual(new Set([entered?.id]))
    expect(only(events, 'receipt_created')[0]?.causation).toEqual(entered?.id)
  })

  test('counts in the totals of the day', () => {
    expect(world.totals.stores[1]).toMatchObject({
      visits: 1,
      receipts: 1,
      lines: 2,
      units: -2,
      discountCents: -300,
      totalCents: -3140,
      unitsIn: 1,
    })
  })

  test('that is not restocked moves no stock', () => {
    const gone = comesBack(company({ RESTOCKED: 0, OPEN_BOX: 0, VENDOR: 1, DESTROYED: 0 }))
    expect(only(gone.events, 'inventory_updated')).toEqual([])
    expect(only(gone.events, 'receipt_line_added')[1]?.data.disposition).toBe('VENDOR')
  })

  test('of an unknown buyer without a device leaves no trace on the way', () => {
    const { events: unseen } = comesBack(company(), { customerId: 0, bleId: null })
    expect(unseen.some(({ type }) => type === 'ble_ping_detected' || type === 'customer_zone_changed')).toBe(false)
    expect(only(unseen, 'customer_left')[0]?.data).toMatchObject({ customer_id: null, customer_ble_id: null })
  })
})

/** A sale that somebody is about to bring back. */
function waking(of: ReturnType<typeof company>, change: Partial<SoldGoods>, at = NOON) {
  return { code: RETURNS, number: 1, kind: 'come', at, data: { day: of.startDay, goods: goods(of.startDay, change) } }
}

describe('a customer who is in the store anyway', () => {
  const inside = customerEntered(
    {
      store_id: 1,
      sensor_id: 'SENSOR_1_ENTRANCE',
      zone: 'ENTRANCE',
      customer_count: 1,
      dwell_time: 60,
      customer_ble_id: 'BLE1',
    },
    null,
  )
  test('tries again every hour until free', () => {
    const of = company()
    const scene = given(of, ...shelves, inside)
    expect(scene.whenWoken(waking(of, {}), NOON + 3 * HOUR + 1).events).toEqual([])
    addHabit(scene.world.habits, { storeId: 1, customerId: 1, dueAt: NOON + 9 * DAY })
    const close = { code: STORE_DAYS, number: 1, kind: 'close', data: null, at: NOON + 4 * HOUR - 1 }
    const { events } = scene.whenWoken(close, NOON + 5 * HOUR)
    expect(only(events, 'customer_entered').map(({ occurredAt }) => occurredAt)).toEqual([NOON + 4 * HOUR])
    expect(only(events, 'receipt_created')).toHaveLength(1)
  })

  test('comes on the next morning when the store is about to close, unless the time for returns is over', () => {
    const evening = NOON + 9 * HOUR + 45 * MINUTE
    const morning = NOON + 20 * HOUR
    const comesAt = (day: number) => {
      const of = company()
      const scene = given(of, ...shelves, inside)
      scene.whenWoken(waking(of, { day: of.startDay - day }, evening))
      addHabit(scene.world.habits, { storeId: 1, customerId: 1, dueAt: NOON + 9 * DAY })
      const close = { code: STORE_DAYS, number: 1, kind: 'close', data: null, at: morning - HOUR }
      return only(scene.whenWoken(close, morning + HOUR).events, 'customer_entered').map(({ occurredAt }) => occurredAt)
    }
    expect(comesAt(13)).toEqual([morning + 2])
    expect(comesAt(14)).toEqual([])
  })
})
