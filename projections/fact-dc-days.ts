import { projection } from '../src/projection/projection.ts'

/** One row of control totals per DC and business day. */
export const factDcDays = projection('fact_dc_days', {
  key: ['dc_id', 'business_date'],
  columns: {
    dc_id: 'int4',
    business_date: 'date',
    units_in: 'int4',
    units_out: 'int4',
  },
  on: {
    dc_day_ended: ({ data }, { insert }) => insert(data),
  },
})
