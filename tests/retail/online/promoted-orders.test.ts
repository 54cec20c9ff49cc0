import { expect, test } from 'vitest'
import { ONLINE_ORDERS } from '../../../src/retail/agent-codes.ts'
import { DAY } from '../../../src/time/sim-time.ts'
import { given, NOON, stock } from '../given.ts'
import { only } from '../simulated.ts'
import { tinyCompany } from '../tiny.ts'

interface Wish {
  readonly mode: 'SHIP_FROM_DC' | 'SHIP_FROM_STORE'
  readonly cancel_rate?: number
  readonly promotions?: object
}

/** In March SPRINGSALE20 is the only code, and acts whenever it can; goods cost 60 of 100 cents. */
const ALWAYS = { weekly_chance: 0, rate_factor: 10, most_chance: 1, segment_chance: { BUDGET: 1 } }
const FULL = [stock({ store_id: 2, product_id: 1, units: 20 }), stock({ product_id: 1, units: 500 })]

/** A customer of store 2 orders a unit at noon, and pays; everything before `until` happens. */
function ordered({ mode, cancel_rate = 0, promotions = {} }: Wish, until = NOON + 1) {
  const company = tinyCompany({
    stores: [{}, { taxRateBps: 500 }],
    customers: [{ homeStoreId: 2 }],
    settings: {
      promotions: { ...ALWAYS, ...promotions },
      payments: { decline_rate: 0 },
      online: {
        mode_mix: { BOPIS: 0, SHIP_FROM_DC: 0, SHIP_FROM_STORE: 0, [mode]: 1 },
        line_weights: [1, 0, 0, 0, 0, 0, 0, 0],
        quantity_weights: [1, 0, 0],
        cancel_rate,
      },
    },
  })
  const data = { dcId: 1, day: company.startDay, number: 7 }
  return given(company, ...FULL).whenWoken({ code: ONLINE_ORDERS, number: 7, kind: 'place', data }, until)
}

test('an order that a code acts on tells so before it is paid, and all amounts agree', () => {
  const { events } = ordered({ mode: 'SHIP_FROM_STORE' })
  const [created, applied, payment] = events
  expect(events.map(({ type }) => type)).toEqual(['online_order_created', 'promotion_applied', 'payment_processed'])
  const order_id = 'O1-20240304-7'
  const code = { promo_code: 'SPRINGSALE20', discount_cents: 20 }
  expect(created?.data).toMatchObject({
    gross_subtotal_cents: 100,
    discount_cents: 20,
    subtotal_cents: 80,
    tax_cents: 4,
    lines: [{ ...code, extended_price_cents: 80 }],
  })
  expect(applied?.data).toEqual({
    ...code,
    receipt_id: null,
    order_id,
    discount_type: 'PERCENTAGE',
    product_count: 1,
    product_ids: [1],
    store_id: 2,
    customer_id: 1,
  })
  expect([applied?.causation, applied?.stream]).toEqual([created?.id, `onlineOrder-${order_id}`])
  expect(payment?.data).toMatchObject({ amount_cents: 84 })
})

test('the code names no store when the DC serves the order, and what was paid is refunded', () => {
  const { events } = ordered({ mode: 'SHIP_FROM_DC', cancel_rate: 1 }, NOON + DAY)
  expect(only(events, 'promotion_applied').map(({ data }) => data.store_id)).toEqual([null])
  expect(only(events, 'payment_processed').map(({ data }) => data.amount_cents)).toEqual([84, -84])
})

test('with promotions switched off an order costs what it costs', () => {
  const { events } = ordered({ mode: 'SHIP_FROM_DC', promotions: { rate_factor: 0 } })
  expect(only(events, 'promotion_applied')).toEqual([])
  expect(only(events, 'online_order_created')[0]?.data).toMatchObject({ discount_cents: 0, subtotal_cents: 100 })
})
