import { test } from 'vitest'
import { factPriceChanges } from '../../projections/fact-price-changes.ts'
import { factPromoLines } from '../../projections/fact-promo-lines.ts'
import { factPromotionWindows } from '../../projections/fact-promotion-windows.ts'
import { factPromotions } from '../../projections/fact-promotions.ts'
import { sample } from '../projection/sample-events.ts'
import { order } from '../projection/samples/orders.ts'
import { given } from './given.ts'

test('a code that acts on a receipt is one row', () => {
  given(factPromotions)
    .when(sample('promotion_applied'))
    .gives({
      receipt_id: 'R1-30',
      order_id: null,
      promo_code: 'SAVE10',
      discount_type: 'PERCENTAGE',
      discount_cents: 50,
      product_count: 1,
      product_ids: [7],
      store_id: 1,
      customer_id: 11,
    })
})

test('a code that acts on an order that a DC serves names no store', () => {
  const receipt = sample('promotion_applied')
  const data = { ...receipt.data, receipt_id: null, order_id: 'O2-20240115-1', store_id: null }
  given(factPromotions)
    .when({ ...receipt, data })
    .gives({ ...data, store_id: null })
})

test('of the lines of receipts only those that were sold with a code are rows', () => {
  const line = sample('receipt_line_added')
  const without = { ...line, data: { ...line.data, line_number: 2, promo_code: null } }
  const returned = { ...line, data: { ...line.data, receipt_id: 'R1-31', quantity: -2 } }
  given(factPromoLines).when(line, without, returned).gives({
    receipt_id: 'R1-30',
    order_id: null,
    line_number: 1,
    promo_code: 'SAVE10',
    store_id: 1,
    product_id: 7,
    quantity: 2,
    discount_cents: 50,
  })
})

test('of the lines of an order those that have a code are rows, with the store that serves it', () => {
  const created = order({ number: 1, ends: 'delivered' }).find((event) => event.type === 'online_order_created')
  if (created === undefined) throw new Error('no order')
  const [first, second] = created.data.lines
  const lines = [first, { ...second, promo_code: 'SAVE10', discount_cents: 25, extended_price_cents: 225 }]
  const byDc = { ...created, data: { ...created.data, lines } } as typeof created
  const byStore = { ...byDc, data: { ...byDc.data, node_type: 'STORE', node_id: 3 } } as typeof created
  const row = {
    receipt_id: null,
    order_id: 'O2-20240115-1',
    line_number: 2,
    promo_code: 'SAVE10',
    store_id: null,
    product_id: 8,
    quantity: 1,
    discount_cents: 25,
  }
  given(factPromoLines)
    .when(byDc, byStore)
    .gives(row, { ...row, store_id: 3 })
})

test('a promotion is a row when it begins, and one when it is over', () => {
  const row = {
    promotion_id: 'SAVE10_2024-01-15',
    status: 'STARTED',
    promo_code: 'SAVE10',
    discount_type: 'PERCENTAGE',
    value: 1000,
    minimum_cents: 0,
    departments: ['Grocery'],
    clearance: false,
    starts_on: '2024-01-15',
    ends_on: '2024-01-21',
    origin: 'calendar',
  }
  given(factPromotionWindows)
    .when(sample('promotion_started'), sample('promotion_ended'))
    .gives(row, { ...row, status: 'ENDED' })
})

test('a new shelf price is one row', () => {
  given(factPriceChanges).when(sample('price_changed')).gives({
    price_list_id: '2024-01-15',
    product_id: 7,
    old_price_cents: 250,
    new_price_cents: 275,
    effective_date: '2024-01-15',
    reason: 'weekly',
  })
})
