import { test } from 'vitest'
import { factPriceChanges } from '../../projections/fact-price-changes.ts'
import { factPromoLines } from '../../projections/fact-promo-lines.ts'
import { factPromotionWindows } from '../../projections/fact-promotion-windows.ts'
import { factPromotions } from '../../projections/fact-promotions.ts'
import { sample } from '../projection/sample-events.ts'
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

test('of the lines of receipts only those that were sold with a code are rows', () => {
  const line = sample('receipt_line_added')
  const without = { ...line, data: { ...line.data, line_number: 2, promo_code: null } }
  const returned = { ...line, data: { ...line.data, receipt_id: 'R1-31', quantity: -2 } }
  given(factPromoLines).when(line, without, returned).gives({
    receipt_id: 'R1-30',
    line_number: 1,
    promo_code: 'SAVE10',
    store_id: 1,
    product_id: 7,
    quantity: 2,
    discount_cents: 50,
  })
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
