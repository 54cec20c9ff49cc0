import { projection } from '../src/projection/projection.ts'

/** One row per line of a sale or an order that a promotion made cheaper. */
export const factPromoLines = projection('fact_promo_lines', {
  key: ['trace_id', 'line_number'],
  columns: {
    receipt_id: 'text?',
    order_id: 'text?',
    line_number: 'int4',
    promo_code: 'text',
    store_id: 'int4?',
    product_id: 'int4',
    quantity: 'int4',
    discount_cents: 'int8',
  },
  on: {
    receipt_line_added: ({ data }, { insert }) => {
      const { promo_code, quantity } = data
      if (promo_code !== null && quantity > 0) insert({ ...data, order_id: null, promo_code })
    },
    online_order_created: ({ data }, { insert }) => {
      const { order_id, node_type, node_id } = data
      const order = { receipt_id: null, order_id, store_id: node_type === 'STORE' ? node_id : null }
      for (const [index, { promo_code, ...line }] of data.lines.entries()) {
        if (promo_code !== null) insert({ ...order, ...line, promo_code, line_number: index + 1 })
      }
    },
  },
})
