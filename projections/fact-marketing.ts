import { projection } from '../src/projection/projection.ts'

/** One row per impression. */
export const factMarketing = projection('fact_marketing', {
  key: ['impression_id'],
  links: ['correlation_id'],
  columns: {
    impression_id: 'text',
    campaign_id: 'text',
    creative_id: 'text',
    channel: 'text',
    device_type: 'text',
    customer_ad_id: 'text',
    customer_id: 'int4?',
    cost_cents: 'int8',
  },
  on: {
    ad_impression: ({ data }, { insert }) => insert(data),
  },
})
