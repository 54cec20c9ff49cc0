import { projection } from '../src/projection/projection.ts'

/** One row of control totals per store and business day. */
export const factStoreDays = projection('fact_store_days', {
  key: ['store_id', 'business_date'],
  columns: {
    store_id: 'int4',
    business_date: 'date',
    weather: 'text',
    expected_visits: 'float8',
    visits: 'int4',
    receipts: 'int4',
    lines: 'int4',
    units: 'int4',
    subtotal_cents: 'int8',
    discount_cents: 'int8',
    tax_cents: 'int8',
    total_cents: 'int8',
    cash_cents: 'int8',
    units_in: 'int4',
    units_out: 'int4',
  },
  on: {
    store_day_ended: ({ data }, { insert }) => insert(data),
  },
})
