import type { Folds } from '../fold.ts'
import { type Promotion, promotionOf } from './promotion.ts'

/** A promotion that a command has opened; it is valid everywhere until its end is told. Plain data. */
export interface CommandedPromotion extends Promotion {
  readonly id: string
}

/** Only what commands open is state: the calendar tells the rest. */
export const foldPromotions: Folds = {
  promotion_started(world, { data }) {
    if (data.origin !== 'command') return
    const { promo_code: code, discount_type: kind, value, minimum_cents: minimumCents, departments, clearance } = data
    const promotion = promotionOf({ code, kind, value, minimumCents, departments, clearance })
    world.promotions.push({ ...promotion, id: data.promotion_id })
  },

  promotion_ended(world, { data }) {
    const place = world.promotions.findIndex(({ id }) => id === data.promotion_id)
    if (place >= 0) world.promotions.splice(place, 1)
  },
}
