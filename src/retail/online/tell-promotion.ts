import type { Moment } from '../../simulation/moment.ts'
import { promotionApplied } from '../promotions/events.ts'
import type { Promotion } from '../promotions/promotion.ts'
import type { OnlineOrderCreated } from './events.ts'

/** Records the code that acted on an order. */
export function tellPromotion(created: OnlineOrderCreated, promotion: Promotion, at: Moment): void {
  const { order_id, lines, discount_cents, node_type, node_id, customer_id } = created.data
  const product_ids = lines.filter(({ promo_code }) => promo_code !== null).map(({ product_id }) => product_id)
  at.emit(
    promotionApplied(
      {
        receipt_id: null,
        order_id,
        promo_code: promotion.code,
        discount_type: promotion.kind,
        discount_cents,
        product_count: product_ids.length,
        product_ids,
        store_id: node_type === 'STORE' ? node_id : null,
        customer_id,
      },
      created,
    ),
  )
}
