import type { DimensionTable } from './tables.ts'

/** Ground truth of promotions, for whoever scores an estimate of their effects. */
export const promotionTruth: DimensionTable = {
  name: 'truth_promotion_uplift',
  columns: {
    promo_code: 'text',
    department: 'text',
    segment: 'text',
    line_chance: 'float8',
    extra_unit_chance: 'float8',
  },
  rows: ({ promotionUplift }) =>
    promotionUplift.map((row) => ({
      promo_code: row.promoCode,
      department: row.department,
      segment: row.segment,
      line_chance: row.lineChance,
      extra_unit_chance: row.extraUnitChance,
    })),
}
