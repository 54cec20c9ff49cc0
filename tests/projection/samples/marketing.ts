import type { RetailEvent } from '../../../src/retail/events.ts'
import { adImpression, campaignEnded, campaignStarted } from '../../../src/retail/marketing/events.ts'
import { at, causedBy, stamped } from '../stamped.ts'

const campaign = {
  campaign_id: 'C20240115-1',
  campaign_type: 'flash_sale' as const,
  channels: ['SOCIAL' as const, 'SEARCH' as const],
  start_date: '2024-01-15',
  end_date: '2024-01-15',
  daily_impressions: 5000,
}

/** What the receipts of `sale` say of the impression below. */
export const touch = {
  campaign_id: campaign.campaign_id,
  impression_id: 'I2-20240115-00000001',
  caused_by_impression_id: null,
  last_touch: { channel: 'SEARCH' as const, seen_at: at(5) },
}

/** A campaign of one day and one of its impressions, seen by customer 11. */
export function advertising(): RetailEvent[] {
  return [
    stamped(campaignStarted(campaign, null), 4),
    stamped(
      adImpression(
        {
          channel: 'SEARCH',
          campaign_id: campaign.campaign_id,
          creative_id: 'C20240115-1-SEARCH-2',
          customer_ad_id: 'AD00000A',
          customer_id: null,
          impression_id: touch.impression_id,
          cost_cents: 212,
          device_type: 'TABLET',
        },
        null,
      ),
      5,
    ),
    stamped(campaignEnded(campaign, causedBy(4)), 90),
  ]
}

/** The impression in the CSV form, but for its place. */
export const MARKETING_ROW = {
  Channel: 'SEARCH',
  CampaignId: campaign.campaign_id,
  CreativeId: 'C20240115-1-SEARCH-2',
  CustomerAdId: 'AD00000A',
  ImpressionId: touch.impression_id,
  Cost: '2.12',
  Device: 'TABLET',
}
