import { projection } from '../src/projection/projection.ts'

/** One row per receipt. */
export const factReceipts = projection('fact_receipts', {
  key: ['receipt_id'],
  links: ['correlation_id', 'parent_event_id'],
  columns: {
    receipt_id: 'text',
    receipt_type: 'text',
    return_for_receipt_id: 'text?',
    store_id: 'int4',
    customer_id: 'int4?',
    item_count: 'int4',
    gross_subtotal_cents: 'int8',
    discount_cents: 'int8',
    subtotal_cents: 'int8',
    tax_cents: 'int8',
    total_cents: 'int8',
    tender_type: 'text',
    campaign_id: 'text?',
    impression_id: 'text?',
    caused_by_impression_id: 'text?',
  },
  on: {
    receipt_created: ({ data }, { insert }) => insert(data),
  },
})
