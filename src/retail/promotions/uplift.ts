import { DEPARTMENTS } from '../../dictionaries/types.ts'
import type { Company } from '../company.ts'
import { SEGMENTS } from '../master-data/types.ts'
import type { PromotionTruth } from '../truth/types.ts'
import { actsOn, promotionOf } from './promotion.ts'

/** What codes do to whom, by design: code by code, for the departments that it acts on and every segment. */
export function promotionUplift({ config, promotions }: Pick<Company, 'config' | 'promotions'>): PromotionTruth[] {
  const { segment_chance: chances, department_factors: factors, rate_factor: rate, uplift } = config.promotions
  return promotions.entries.map(promotionOf).flatMap((promotion) =>
    DEPARTMENTS.flatMap((department, place) =>
      actsOn(promotion, place)
        ? SEGMENTS.map((segment) => ({
            promoCode: promotion.code,
            department,
            segment,
            lineChance: Math.min(config.promotions.most_chance, chances[segment] * factors[place] * rate),
            extraUnitChance: promotion.isTargeted ? uplift : 0,
          }))
        : [],
    ),
  )
}
