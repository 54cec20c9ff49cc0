import { projection } from '../src/projection/projection.ts'
import { parseIsoTime } from '../src/time/iso-time.ts'

/** One row per attempt to pay. */
export const factPayments = projection('fact_payments', {
  key: ['trace_id'],
  links: ['correlation_id', 'parent_event_id'],
  columns: {
    receipt_id: 'text?',
    order_id: 'text?',
    payment_method: 'text',
    amount_cents: 'int8',
    transaction_id: 'text',
    processing_time: 'timestamptz',
    processing_time_ms: 'int4',
    status: 'text',
    decline_reason: 'text?',
    store_id: 'int4?',
    customer_id: 'int4?',
  },
  on: {
    payment_processed: ({ data }, { insert }) =>
      insert({
        receipt_id: data.receipt_id,
        order_id: data.order_id,
        payment_method: data.payment_method,
        amount_cents: data.amount_cents,
        transaction_id: data.transaction_id,
        processing_time: parseIsoTime(data.processing_time),
        processing_time_ms: data.processing_time_ms,
        status: data.status,
        decline_reason: data.decline_reason,
        store_id: data.store_id,
        customer_id: data.customer_id,
      }),
  },
})
