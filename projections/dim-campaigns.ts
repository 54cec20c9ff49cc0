import { projection } from '../src/projection/projection.ts'

/** One row per campaign, as it starts. */
export const dimCampaigns = projection('dim_campaigns', {
  key: ['campaign_id'],
  columns: {
    campaign_id: 'text',
    campaign_type: 'text',
    channels: 'text[]',
    start_date: 'date',
    end_date: 'date',
    daily_impressions: 'int4',
  },
  on: {
    campaign_started: ({ data }, { insert }) => insert(data),
  },
})
