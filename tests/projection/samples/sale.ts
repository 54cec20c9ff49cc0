import type { RetailEvent } from '../../../src/retail/events.ts'
import { inventoryUpdated } from '../../../src/retail/inventory/events.ts'
import { paymentProcessed, receiptCreated, receiptLineAdded } from '../../../src/retail/sales/events.ts'
import { at, causedBy, stamped } from '../stamped.ts'
import { touch } from './marketing.ts'

/** A sale of one line: receipt, line, payment, movement; events `number` to `number + 3`. */
export function sale(number: number, store_id = 1): RetailEvent[] {
  const cause = causedBy(number)
  const receipt_id = `R${store_id}-${number}`
  const total = { gross_subtotal_cents: 500, discount_cents: 50, subtotal_cents: 450, tax_cents: 37, total_cents: 487 }
  return [
    stamped(
      receiptCreated(
        {
          receipt_id,
          receipt_type: 'SALE',
          return_for_receipt_id: null,
          store_id,
          customer_id: 11,
          business_date: '2024-01-15',
          item_count: 2,
          ...total,
          tender_type: 'DEBIT_CARD',
          ...touch,
        },
        causedBy(1),
      ),
      number,
    ),
    stamped(
      receiptLineAdded(
        {
          receipt_id,
          store_id,
          line_number: 1,
          product_id: 7,
          quantity: 2,
          unit_price_cents: 250,
          discount_cents: 50,
          extended_price_cents: 450,
          promo_code: 'SAVE10',
          disposition: null,
        },
        cause,
      ),
      number + 1,
    ),
    stamped(
      paymentProcessed(
        {
          receipt_id,
          order_id: null,
          payment_method: 'DEBIT_CARD',
          amount_cents: 487,
          transaction_id: `T-${receipt_id}`,
          processing_time: at(number),
          processing_time_ms: 1200,
          status: 'APPROVED',
          decline_reason: null,
          store_id,
          customer_id: 11,
        },
        cause,
      ),
      number + 2,
    ),
    stamped(
      inventoryUpdated(
        { store_id, dc_id: null, product_id: 7, quantity_delta: -2, balance: 18, reason: 'SALE', source: receipt_id },
        cause,
      ),
      number + 3,
    ),
  ]
}
