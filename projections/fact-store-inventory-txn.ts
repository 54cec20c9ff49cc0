import { projection } from '../src/projection/projection.ts'

/** One row per movement of a product in a store; what it opened with comes first, as one INITIAL row per product. */
export const factStoreInventoryTxn = projection('fact_store_inventory_txn', {
  key: ['trace_id', 'line_number'],
  links: ['parent_event_id'],
  columns: {
    line_number: 'int4',
    store_id: 'int4',
    product_id: 'int4',
    quantity_delta: 'int4',
    balance: 'int4',
    reason: 'text',
    source: 'text?',
  },
  on: {
    stock_opened: ({ data: { store_id, lines } }, { insert }) => {
      if (store_id === null) return
      for (const [index, { product_id, units }] of lines.entries()) {
        const line_number = index + 1
        insert({
          line_number,
          store_id,
          product_id,
          quantity_delta: units,
          balance: units,
          reason: 'INITIAL',
          source: null,
        })
      }
    },
    inventory_updated: ({ data: { store_id, product_id, quantity_delta, balance, reason, source } }, { insert }) => {
      if (store_id !== null) insert({ line_number: 0, store_id, product_id, quantity_delta, balance, reason, source })
    },
  },
})
