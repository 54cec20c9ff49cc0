import { z } from 'zod'
import { MARKETING_CHANNELS } from '../../dictionaries/types.ts'
import { defineEvent, type EventOf } from '../define-event.ts'
import { businessDate, byStore, cents, DECLINE_REASONS, id, inStoreDay, instant, tender } from '../fields.ts'
import { byPurchase, inPurchase } from '../online/purchase-place.ts'

const someUnits = z.int().refine((units) => units !== 0, 'is at least a unit, negative when it comes back')
/** What becomes of goods that are brought back. */
export const DISPOSITIONS = ['RESTOCKED', 'OPEN_BOX', 'VENDOR', 'DESTROYED'] as const
export type Disposition = (typeof DISPOSITIONS)[number]

/** The till closed a sale or a return, on which units and cents are negative. `total_cents` includes tax. */
export const receiptCreated = defineEvent('receipt_created', {
  description: 'A till closes a sale, or a return with negative units and cents; `item_count` sums units.',
  place: inStoreDay,
  partition: byStore,
  data: z.object({
    receipt_id: z.string(),
    receipt_type: z.enum(['SALE', 'RETURN']),
    return_for_receipt_id: z.string().nullable(),
    store_id: id,
    customer_id: id.nullable(),
    business_date: businessDate,
    item_count: someUnits,
    gross_subtotal_cents: cents,
    discount_cents: cents,
    subtotal_cents: cents,
    tax_cents: cents,
    total_cents: cents,
    tender_type: tender,
    campaign_id: z.string().nullable(),
    impression_id: z.string().nullable(),
    caused_by_impression_id: z.string().nullable(),
    /** More of the advertisement of `impression_id`. */
    last_touch: z.object({ channel: z.enum(MARKETING_CHANNELS), seen_at: instant }).nullable(),
  }),
})
export type ReceiptCreated = EventOf<typeof receiptCreated>

/** A line of a receipt; `extended_price_cents` is quantity times unit price less the line's discount, also on a return. */
export const receiptLineAdded = defineEvent('receipt_line_added', {
  description:
    'One line of a receipt: `extended_price_cents` = quantity x unit price - discount. On a return quantity, discount and extended price are negative, and `disposition` says what becomes of the goods.',
  place: inStoreDay,
  partition: byStore,
  data: z.object({
    receipt_id: z.string(),
    store_id: id,
    line_number: z.int().positive(),
    product_id: id,
    quantity: someUnits,
    unit_price_cents: cents.positive(),
    discount_cents: cents,
    extended_price_cents: cents,
    promo_code: z.string().nullable(),
    disposition: z.enum(DISPOSITIONS).nullable(),
  }),
})
export type ReceiptLineAdded = EventOf<typeof receiptLineAdded>

/** One attempt to pay. `processing_time_ms` is what the terminal took. */
export const paymentProcessed = defineEvent('payment_processed', {
  description: 'One attempt to pay a receipt or an order (exactly one of them): approved, or declined with the reason.',
  place: inPurchase,
  partition: byPurchase,
  data: z
    .object({
      receipt_id: z.string().nullable(),
      order_id: z.string().nullable(),
      payment_method: tender,
      amount_cents: cents,
      transaction_id: z.string(),
      processing_time: instant,
      processing_time_ms: z.int().nonnegative(),
      status: z.enum(['APPROVED', 'DECLINED']),
      decline_reason: z.enum(DECLINE_REASONS).nullable(),
      /** The till, or the store that serves the order; null when the DC serves it. */
      store_id: id.nullable(),
      customer_id: id.nullable(),
    })
    .refine((data) => (data.receipt_id === null) !== (data.order_id === null), 'names a receipt or an order, not both')
    .refine((data) => data.receipt_id === null || data.store_id !== null, 'a receipt is paid in a store'),
})
export type PaymentProcessed = EventOf<typeof paymentProcessed>
