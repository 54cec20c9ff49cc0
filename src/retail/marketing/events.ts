import { z } from 'zod'
import { MARKETING_CHANNELS } from '../../dictionaries/types.ts'
import { defineEvent, type EventOf, type Place } from '../define-event.ts'
import { businessDate, cents, id } from '../fields.ts'

export const CAMPAIGN_TYPES = ['seasonal_sale', 'product_launch', 'loyalty_program', 'flash_sale'] as const
export type CampaignType = (typeof CAMPAIGN_TYPES)[number]
export const DEVICES = ['MOBILE', 'DESKTOP', 'TABLET'] as const
export type Device = (typeof DEVICES)[number]

const campaignId = z.string().regex(/^C\d{8}-\d+$/)
const impressionId = z.string().regex(/^I\d+-\d{8}-\d{8}$/)
const channel = z.enum(MARKETING_CHANNELS)

const campaign = {
  /** `C<first day>-<n>`. */
  campaign_id: campaignId,
  campaign_type: z.enum(CAMPAIGN_TYPES),
  channels: z.array(channel).min(1),
  /** First and last business day. */
  start_date: businessDate,
  end_date: businessDate,
  daily_impressions: z.int().nonnegative(),
}

interface CampaignData {
  readonly campaign_id: string
}

function streamOf({ campaign_id }: CampaignData): string {
  return `campaign-${campaign_id}`
}

/** A campaign begins: its first business day begins in the first time zone of the company. Opens the campaign's story. */
export const campaignStarted = defineEvent('campaign_started', {
  description: 'A campaign begins: what it is, where it advertises, and from which to which business day.',
  place: (data) => ({ stream: streamOf(data), businessDate: data.start_date }),
  partition: () => 'company',
  data: z.object(campaign),
})
export type CampaignStarted = EventOf<typeof campaignStarted>

/** Its last business day is over in every time zone of the company; the last event of its stream. */
export const campaignEnded = defineEvent('campaign_ended', {
  endsStream: true,
  description: 'A campaign is over: its last business day has ended in every time zone of the company.',
  place: (data) => ({ stream: streamOf(data), businessDate: data.end_date }),
  partition: () => 'company',
  data: z.object(campaign),
})
export type CampaignEnded = EventOf<typeof campaignEnded>

/**
 * Somebody saw an advertisement. `impression_id` is `I<dc>-<date>-<n>`: the region, its local business date, and a number that
 * grows with time within them, as text too. Opens a story, to which the visit that it causes belongs.
 */
export const adImpression = defineEvent('ad_impression', {
  description:
    'Somebody sees an advertisement: a customer by advertising id (named only when resolved), or somebody unknown.',
  place: inRegion,
  partition: (data) => `marketing_${data.channel}`,
  data: z.object({
    channel,
    campaign_id: campaignId,
    creative_id: z.string(),
    customer_ad_id: z.string(),
    customer_id: id.nullable(),
    impression_id: impressionId,
    cost_cents: cents.nonnegative(),
    device_type: z.enum(DEVICES),
  }),
})
export type AdImpression = EventOf<typeof adImpression>

function inRegion(data: CampaignData & { readonly impression_id: string }): Place {
  const start = data.impression_id.indexOf('-') + 1
  const date = data.impression_id.slice(start, start + 8)
  return {
    stream: streamOf(data),
    businessDate: `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`,
  }
}
