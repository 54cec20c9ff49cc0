import { test } from 'vitest'
import { factPayments } from '../../projections/fact-payments.ts'
import { factReceiptLines } from '../../projections/fact-receipt-lines.ts'
import { factReceipts } from '../../projections/fact-receipts.ts'
import { sample } from '../projection/sample-events.ts'
import { START_MS } from '../projection/stamped.ts'
import { given } from './given.ts'

test('a sale is one receipt row', () => {
  given(factReceipts).when(sample('receipt_created')).gives({
    receipt_id: 'R1-30',
    receipt_type: 'SALE',
    return_for_receipt_id: null,
    store_id: 1,
    customer_id: 11,
    item_count: 2,
    gross_subtotal_cents: 500,
    discount_cents: 50,
    subtotal_cents: 450,
    tax_cents: 37,
    total_cents: 487,
    tender_type: 'DEBIT_CARD',
    campaign_id: 'C20240115-1',
    impression_id: 'I2-20240115-00000001',
    caused_by_impression_id: null,
  })
})

test('each line of a receipt is a row', () => {
  const line = sample('receipt_line_added')
  const second = { ...line, data: { ...line.data, line_number: 2, promo_code: null } }
  const row = {
    receipt_id: 'R1-30',
    line_number: 1,
    store_id: 1,
    product_id: 7,
    quantity: 2,
    unit_price_cents: 250,
    discount_cents: 50,
    extended_price_cents: 450,
    promo_code: 'SAVE10',
    disposition: null,
  }
  given(factReceiptLines)
    .when(line, second)
    .gives(row, { ...row, line_number: 2, promo_code: null })
})

test('a declined attempt to pay and the approved one are two rows', () => {
  const approved = sample('payment_processed')
  const declined = {
    ...approved,
    data: { ...approved.data, status: 'DECLINED', decline_reason: 'CARD_EXPIRED' },
  } as const
  const row = {
    receipt_id: 'R1-30',
    order_id: null,
    payment_method: 'DEBIT_CARD',
    amount_cents: 487,
    transaction_id: 'T-R1-30',
    processing_time: START_MS + 30,
    processing_time_ms: 1200,
    status: 'APPROVED',
    decline_reason: null,
    store_id: 1,
    customer_id: 11,
  }
  given(factPayments)
    .when(declined, approved)
    .gives({ ...row, status: 'DECLINED', decline_reason: 'CARD_EXPIRED' }, row)
})
