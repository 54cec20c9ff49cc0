import type { RetailEvent } from '../../../src/retail/events.ts'
import { priceChanged } from '../../../src/retail/prices/events.ts'
import {
  type PromotionStarted,
  promotionApplied,
  promotionEnded,
  promotionStarted,
} from '../../../src/retail/promotions/events.ts'
import { causedBy, stamped } from '../stamped.ts'

/** A week of SAVE10 that acts on the sale with event number `sale`, and a price of that week; events `number` to `number + 3`. */
export function promotions(number: number, sale: number): RetailEvent[] {
  const window: PromotionStarted['data'] = {
    promotion_id: 'SAVE10_2024-01-15',
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
  return [
    stamped(promotionStarted(window, null), number),
    stamped(
      priceChanged(
        {
          price_list_id: '2024-01-15',
          product_id: 7,
          old_price_cents: 250,
          new_price_cents: 275,
          effective_date: '2024-01-15',
          reason: 'weekly',
        },
        null,
      ),
      number + 1,
    ),
    stamped(
      promotionApplied(
        {
          receipt_id: `R1-${sale}`,
          order_id: null,
          promo_code: 'SAVE10',
          discount_type: 'PERCENTAGE',
          discount_cents: 50,
          product_count: 1,
          product_ids: [7],
          store_id: 1,
          customer_id: 11,
        },
        causedBy(sale),
      ),
      number + 2,
    ),
    stamped(
      promotionEnded(window, { ...causedBy(number), correlation: causedBy(number).id, session: null }),
      number + 3,
    ),
  ]
}
