import { test } from 'vitest'
import { factOnlineOrderHeaders } from '../../projections/fact-online-order-headers.ts'
import { factOnlineOrderLines } from '../../projections/fact-online-order-lines.ts'
import { factPayments } from '../../projections/fact-payments.ts'
import { order } from '../projection/samples/orders.ts'
import { idOf, START_MS } from '../projection/stamped.ts'
import { given } from './given.ts'

const HEADER = {
  order_id: 'O2-20240115-1',
  customer_id: 11,
  requested_mode: 'SHIP_FROM_STORE',
  fulfillment_mode: 'SHIP_FROM_DC',
  node_type: 'DC',
  node_id: 2,
  item_count: 3,
  gross_subtotal_cents: 750,
  discount_cents: 0,
  subtotal_cents: 750,
  tax_cents: 62,
  total_cents: 812,
  tender_type: 'PAYPAL',
  campaign_id: null,
  impression_id: null,
  fulfillment_status: 'CREATED',
  backordered_ts: null,
  completed_ts: null,
  cancellation_reason: null,
}
const LINE = {
  order_id: 'O2-20240115-1',
  line_number: 1,
  product_id: 7,
  quantity: 2,
  unit_price_cents: 250,
  discount_cents: 0,
  extended_price_cents: 500,
  promo_code: null,
  fulfillment_mode: 'SHIP_FROM_DC',
  fulfillment_status: 'CREATED',
  node_type: 'DC',
  node_id: 2,
  picked_ts: null,
  picked_trace_id: null,
  shipped_ts: null,
  delivered_ts: null,
}
const SECOND = { line_number: 2, product_id: 8, quantity: 1, extended_price_cents: 250 }
const life = order({ number: 1, ends: 'delivered', backordered: true })
const cancelled = order({ number: 1, ends: 'cancelled' })

test('a new order is one header row, and one row per line', () => {
  given(factOnlineOrderHeaders)
    .when(...life.slice(0, 1))
    .gives(HEADER)
  given(factOnlineOrderLines)
    .when(...life.slice(0, 1))
    .gives(LINE, { ...LINE, ...SECOND })
})

test('an order that waits for stock says since when', () => {
  const waiting = { fulfillment_status: 'BACKORDERED' }
  given(factOnlineOrderHeaders)
    .when(...life.slice(0, 3))
    .gives({ ...HEADER, ...waiting, backordered_ts: START_MS + 3 })
  given(factOnlineOrderLines)
    .when(...life.slice(0, 3))
    .gives({ ...LINE, ...waiting }, { ...LINE, ...SECOND, ...waiting })
})

test('a delivered order is complete, and its lines say when each step was', () => {
  given(factOnlineOrderHeaders)
    .when(...life)
    .gives({ ...HEADER, fulfillment_status: 'DELIVERED', backordered_ts: START_MS + 3, completed_ts: START_MS + 7 })
  const steps = {
    fulfillment_status: 'DELIVERED',
    picked_ts: START_MS + 4,
    picked_trace_id: idOf(4),
    shipped_ts: START_MS + 6,
    delivered_ts: START_MS + 7,
  }
  given(factOnlineOrderLines)
    .when(...life)
    .gives({ ...LINE, ...steps }, { ...LINE, ...SECOND, ...steps })
})

test('a cancelled order says why, and was never picked', () => {
  const end = { fulfillment_status: 'CANCELLED', completed_ts: START_MS + 5, cancellation_reason: 'CUSTOMER' }
  given(factOnlineOrderHeaders)
    .when(...cancelled)
    .gives({ ...HEADER, ...end })
  const called = { fulfillment_status: 'CANCELLED' }
  given(factOnlineOrderLines)
    .when(...cancelled)
    .gives({ ...LINE, ...called }, { ...LINE, ...SECOND, ...called })
})

test('the payment of an order and its refund are two rows', () => {
  const row = {
    receipt_id: null,
    order_id: 'O2-20240115-1',
    payment_method: 'PAYPAL',
    amount_cents: 812,
    transaction_id: 'TO2-20240115-1-2',
    processing_time: START_MS + 2,
    processing_time_ms: 2400,
    status: 'APPROVED',
    decline_reason: null,
    store_id: null,
    customer_id: 11,
  }
  const refund = { amount_cents: -812, transaction_id: 'TO2-20240115-1-4', processing_time: START_MS + 4 }
  given(factPayments)
    .when(...cancelled)
    .gives(row, { ...row, ...refund })
})
