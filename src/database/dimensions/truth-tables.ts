import type { DimensionTable } from './tables.ts'

const affinities: DimensionTable = {
  name: 'truth_affinities',
  columns: { subcategory: 'text', partner: 'text', rate: 'float8' },
  rows: ({ truth }) => truth.affinities,
}

const customers: DimensionTable = {
  name: 'truth_customers',
  columns: { customer_id: 'int4', segment: 'text', mean_gap_days: 'float8', favorite_categories: 'text[]' },
  *rows({ truth }) {
    for (const customer of truth.customers) {
      yield {
        customer_id: customer.customerId,
        segment: customer.segment,
        mean_gap_days: customer.meanGapDays,
        favorite_categories: customer.favoriteCategories,
      }
    }
  },
}

const conversions: DimensionTable = {
  name: 'truth_campaign_conversion',
  columns: { channel: 'text', conversion_rate: 'float8' },
  rows: ({ truth }) => truth.conversions.map(({ channel, rate }) => ({ channel, conversion_rate: rate })),
}

const promotions: DimensionTable = {
  name: 'truth_promotion_uplift',
  columns: {
    promo_code: 'text',
    department: 'text',
    segment: 'text',
    line_chance: 'float8',
    extra_unit_chance: 'float8',
  },
  rows: ({ truth }) =>
    truth.promotions.map((row) => ({
      promo_code: row.promoCode,
      department: row.department,
      segment: row.segment,
      line_chance: row.lineChance,
      extra_unit_chance: row.extraUnitChance,
    })),
}

/** What the simulation planted. */
export const truthTables: readonly DimensionTable[] = [affinities, customers, conversions, promotions]
