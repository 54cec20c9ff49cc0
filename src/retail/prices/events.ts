import { z } from 'zod'
import { defineEvent, type EventOf } from '../define-event.ts'
import { businessDate, cents, id } from '../fields.ts'

export const PRICE_REASONS = ['weekly', 'command'] as const

/** A product gets another shelf price. Its stream holds nothing else. */
export const priceChanged = defineEvent('price_changed', {
  endsStream: true,
  description:
    'A product gets another shelf price: by the weekly list in each store from its own business day `effective_date` on, by a command at once and everywhere, until the command ends.',
  place: ({ price_list_id, product_id, effective_date }) => ({
    stream: `priceList-${price_list_id}_${product_id}`,
    businessDate: effective_date,
  }),
  partition: () => 'company',
  data: z.object({
    /** The date of the weekly list, or the id of the command. */
    price_list_id: z.string(),
    product_id: id,
    old_price_cents: cents.positive(),
    new_price_cents: cents.positive(),
    effective_date: businessDate,
    reason: z.enum(PRICE_REASONS),
  }),
})
export type PriceChanged = EventOf<typeof priceChanged>
