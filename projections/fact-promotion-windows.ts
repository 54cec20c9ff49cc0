import { projection } from '../src/projection/projection.ts'

/** One row when a promotion begins, and one when it is over. */
export const factPromotionWindows = projection('fact_promotion_windows', {
  key: ['promotion_id', 'status'],
  columns: {
    promotion_id: 'text',
    status: 'text',
    promo_code: 'text',
    discount_type: 'text',
    value: 'int4',
    minimum_cents: 'int8',
    departments: 'text[]',
    clearance: 'bool',
    starts_on: 'date',
    ends_on: 'date',
    origin: 'text',
  },
  on: {
    promotion_started: ({ data }, { insert }) => insert({ ...data, status: 'STARTED' }),
    promotion_ended: ({ data }, { insert }) => insert({ ...data, status: 'ENDED' }),
  },
})
