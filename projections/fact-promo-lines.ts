import { projection } from '../src/projection/projection.ts'

/** One row per line of a sale that a promotion made cheaper. */
export const factPromoLines = projection('fact_promo_lines', {
  key: ['receipt_id', 'line_number'],
  columns: {
    receipt_id: 'text',
    line_number: 'int4',
    promo_code: 'text',
    store_id: 'int4',
    product_id: 'int4',
    quantity: 'int4',
    discount_cents: 'int8',
  },
  on: {
    receipt_line_added: ({ data }, { insert }) => {
      const { promo_code, quantity } = data
      if (promo_code !== null && quantity > 0) insert({ ...data, promo_code })
    },
  },
})
