import { projection } from '../src/projection/projection.ts'

/** One row per receipt line. */
export const factReceiptLines = projection('fact_receipt_lines', {
  key: ['receipt_id', 'line_number'],
  columns: {
    receipt_id: 'text',
    line_number: 'int4',
    store_id: 'int4',
    product_id: 'int4',
    quantity: 'int4',
    unit_price_cents: 'int8',
    discount_cents: 'int8',
    extended_price_cents: 'int8',
    promo_code: 'text?',
    disposition: 'text?',
  },
  on: {
    receipt_line_added: ({ data }, { insert }) => insert(data),
  },
})
