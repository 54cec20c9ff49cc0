import { z } from 'zod'
import { defineEvent, type EventOf } from '../define-event.ts'
import { businessDate, cents, department, id } from '../fields.ts'
import { byPurchase, inPurchase } from '../online/purchase-place.ts'

export const PROMOTION_KINDS = ['PERCENTAGE', 'FIXED_AMOUNT', 'BOGO'] as const
export const PROMOTION_ORIGINS = ['calendar', 'command'] as const

const window = {
  /** `<code>_<first day>`; of a command's window whatever tells it apart. */
  promotion_id: z.string(),
  promo_code: z.string(),
  discount_type: z.enum(PROMOTION_KINDS),
  /** Basis points for PERCENTAGE, and for BOGO off the second of a pair; cents for FIXED_AMOUNT. */
  value: z.int().positive(),
  minimum_cents: cents.nonnegative(),
  /** Empty for all. */
  departments: z.array(department),
  clearance: z.boolean(),
  /** The first and the last business day, in each store by its own calendar. */
  starts_on: businessDate,
  ends_on: businessDate,
  origin: z.enum(PROMOTION_ORIGINS),
}

function inPromotion(data: { readonly promotion_id: string; readonly starts_on: string }) {
  return { stream: `promotion-${data.promotion_id}`, businessDate: data.starts_on }
}

/** A promotion code can be used from now on. */
export const promotionStarted = defineEvent('promotion_started', {
  description:
    'A promotion begins: by the calendar as its first day begins in the first time zone of the company (each store grants it on its own business days), or at once and everywhere when a command opens it.',
  place: inPromotion,
  partition: () => 'company',
  data: z.object(window),
})
export type PromotionStarted = EventOf<typeof promotionStarted>

/** It is over everywhere; the last event of its stream. */
export const promotionEnded = defineEvent('promotion_ended', {
  endsStream: true,
  description: 'A promotion is over in every time zone of the company, or ends at once when a command had opened it.',
  place: (data) => ({ ...inPromotion(data), businessDate: data.ends_on }),
  partition: () => 'company',
  data: z.object(window),
})
export type PromotionEnded = EventOf<typeof promotionEnded>

/** A code took something off lines of a receipt or an order. */
export const promotionApplied = defineEvent('promotion_applied', {
  description:
    'A promotion code takes `discount_cents` off some lines of a receipt or an order (exactly one of them): the lines of `product_ids`.',
  place: inPurchase,
  partition: byPurchase,
  data: z
    .object({
      receipt_id: z.string().nullable(),
      order_id: z.string().nullable(),
      promo_code: z.string(),
      discount_type: z.enum(PROMOTION_KINDS),
      discount_cents: cents.positive(),
      product_count: z.int().positive(),
      product_ids: z.array(id).min(1),
      /** The till, or the store that serves the order; null when the DC serves it. */
      store_id: id.nullable(),
      customer_id: id.nullable(),
    })
    .refine((data) => (data.receipt_id === null) !== (data.order_id === null), 'names a receipt or an order, not both'),
})
export type PromotionApplied = EventOf<typeof promotionApplied>
