import { MARKETING_CHANNELS, type MarketingChannel } from '../../../src/dictionaries/types.ts'
import { CAMPAIGN_TYPES, type CampaignType, DEVICES } from '../../../src/retail/marketing/events.ts'
import { intentOf } from '../../../src/retail/marketing/intent.ts'
import { dayNumberOf } from '../../../src/time/business-date.ts'
import { only, type Settings } from '../simulated.ts'
import type { Effect } from './effect.ts'
import { count, mean, meanOf, type Observe, twoDays } from './observing.ts'

/** Campaigns that started within a year. */
function startedIn({ campaigns, startDay }: Parameters<Observe>[0]) {
  return Array.from({ length: 365 }, (_, day) => campaigns.startingOn(startDay + day)).flat()
}

const started =
  (type: string, months: readonly string[]): Observe =>
  (company) =>
    startedIn(company).filter((one) => one.type === type && months.includes(one.campaignId.slice(5, 7))).length

const perCustomerOn =
  (date: string): Observe =>
  ({ campaigns }) =>
    campaigns.impressionsPerCustomer(dayNumberOf(date))

/** No cap that anybody reaches. */
const UNCAPPED = { volume: { marketing_impressions_per_day: 1_000_000 } }
const seasons = {
  thanksgiving: '2024-11-20',
  black_friday: '2024-11-29',
  christmas: '2024-12-20',
  long_weekends: '2024-07-05',
} as const

/** Impressions enough to see within two days what they bring. */
const LOUD: Settings = {
  volume: { marketing_impressions_per_day: 1500, total_customers: 1500 },
  marketing: { campaign_chance: 1, conversion_factor: 6 },
}

/** The loud company, changed. */
function loud(marketing: Settings['marketing']): Settings {
  return { ...LOUD, marketing: { ...LOUD.marketing, ...marketing } }
}

const impressions = count('ad_impression')
const seen = (isSo: Parameters<typeof count<'ad_impression'>>[1]) => count('ad_impression', isSo)
/** The loud company with campaigns of one type alone, which advertise there. */
const advertised = (type: CampaignType, channels: readonly MarketingChannel[]) =>
  loud({
    campaign_chance: 1,
    conversion_factor: 1,
    campaign_weights: { usual: CAMPAIGN_TYPES.map((one) => Number(one === type)) },
    campaign_channels: { [type]: [...channels] },
  })

const calendar: Effect[] = [
  [
    'marketing.campaign_chance',
    { marketing: { campaign_chance: 0.2 } },
    'less',
    (company) => startedIn(company).length,
  ],
  [
    'marketing.campaign_weights.usual',
    { marketing: { campaign_weights: { usual: [0, 0, 0, 1] } } },
    'more',
    started('flash_sale', ['03', '04', '05']),
  ],
  [
    'marketing.campaign_weights.late_summer',
    { marketing: { campaign_weights: { late_summer: [0, 0, 0, 1] } } },
    'more',
    started('flash_sale', ['08', '09']),
  ],
  [
    'marketing.campaign_weights.year_end',
    { marketing: { campaign_weights: { year_end: [0, 1, 0, 0] } } },
    'more',
    started('product_launch', ['11', '12']),
  ],
  ...CAMPAIGN_TYPES.flatMap((type): Effect[] => [
    [
      `marketing.campaign_days.${type}`,
      { marketing: { campaign_days: { [type]: 100 } } },
      'more',
      ({ campaigns, startDay }) => campaigns.runningOn(startDay + 99).filter((one) => one.type === type).length,
    ],
    [
      `marketing.campaign_channels.${type}`,
      advertised(type, ['FACEBOOK']),
      'more',
      seen(({ data }) => data.channel === 'FACEBOOK'),
      advertised(type, ['EMAIL']),
    ],
    [
      `marketing.campaign_impressions.${type}`,
      { marketing: { campaign_impressions: { [type]: 20_000 } } },
      'more',
      (company) =>
        mean(
          startedIn(company)
            .filter((one) => one.type === type)
            .map(({ dailyImpressions }) => dailyImpressions),
        ),
    ],
  ]),
  ...Object.entries(seasons).map(([season, date]): Effect => {
    const after = { ...UNCAPPED, marketing: { season_factors: { [season]: 5 } } }
    return [`marketing.season_factors.${season}`, after, 'more', perCustomerOn(date), UNCAPPED]
  }),
  [
    'marketing.campaign_lift',
    { marketing: { campaign_lift: 0.5 } },
    'more',
    ({ demand }) => demand.visitsOfDay(1, dayNumberOf('2024-03-20')),
  ],
]

const caused: Observe = count('customer_left', ({ data }) => data.impression_id !== null)
const ofCausedReceipts =
  (what: 'item_count' | 'subtotal_cents'): Observe =>
  (company) =>
    mean(
      only(twoDays(company), 'receipt_created')
        .filter(({ data }) => data.caused_by_impression_id !== null)
        .map(({ data }) => data[what]),
    )
const intendedDelay: Observe = (company) =>
  mean(
    only(twoDays(company), 'ad_impression').flatMap((impression) => {
      const intent = intentOf(company, impression)
      return intent === null ? [] : [intent.visitAt - impression.id.ms]
    }),
  )
const causedDwell: Observe = (company) =>
  mean(
    only(twoDays(company), 'customer_left')
      .filter(({ data }) => data.impression_id !== null)
      .map(({ data }) => data.dwell_time),
  )

const audience: Effect[] = [
  [
    'volume.marketing_impressions_per_day',
    { ...LOUD, volume: { ...LOUD.volume, marketing_impressions_per_day: 300 } },
    'less',
    impressions,
    LOUD,
  ],
  [
    'marketing.hour_weights',
    loud({ hour_weights: Array.from({ length: 24 }, (_, hour) => Number(hour === 3)) }),
    'more',
    seen(({ occurredAt }) => isAboutThree(occurredAt)),
    LOUD,
  ],
  ...DEVICES.map((device): Effect => {
    const device_mix = { MOBILE: 0, DESKTOP: 0, TABLET: 0, [device]: 1 }
    return [`marketing.device_mix.${device}`, loud({ device_mix }), 'more', onDevice(device), LOUD]
  }),
  [
    'marketing.known_share',
    loud({ known_share: 0.2 }),
    'more',
    seen(({ data }) => data.customer_ad_id.startsWith('AX')),
    LOUD,
  ],
  [
    'marketing.resolved_share',
    loud({ resolved_share: 0.5 }),
    'more',
    seen(({ data }) => data.customer_id !== null),
    LOUD,
  ],
  ['marketing.conversion_factor', loud({ conversion_factor: 20 }), 'more', caused, LOUD],
  [
    'marketing.visit_purchase_rate',
    loud({ visit_purchase_rate: 0.2 }),
    'less',
    count('receipt_created', ({ data }) => data.caused_by_impression_id !== null),
    LOUD,
  ],
  ['marketing.visit_delay_hours.min', loud({ visit_delay_hours: { min: 6 } }), 'more', intendedDelay, LOUD],
  ['marketing.visit_delay_hours.max', loud({ visit_delay_hours: { max: 42 } }), 'less', intendedDelay, LOUD],
  ['marketing.visit_items', loud({ visit_items: 4 }), 'more', ofCausedReceipts('item_count'), LOUD],
  ['marketing.visit_spend', loud({ visit_spend: 3 }), 'more', ofCausedReceipts('subtotal_cents'), LOUD],
  ['marketing.visit_dwell', loud({ visit_dwell: 2 }), 'more', causedDwell, LOUD],
]

function onDevice(device: string): Observe {
  return seen(({ data }) => data.device_type === device)
}

/** Three o'clock in any time zone of the country, as UTC has it in March. */
function isAboutThree(at: number): boolean {
  const hour = new Date(at).getUTCHours()
  return hour >= 8 && hour <= 11
}

const costs: Effect[] = [
  ...MARKETING_CHANNELS.flatMap((channel): Effect[] => {
    const name = channel.toLowerCase()
    const cost: Observe = ({ channels }) => channels[channel].costCents[0] + channels[channel].costCents[1]
    return [
      [`marketing_cost.${name}_cost_min`, { marketing_cost: { [`${name}_cost_min`]: 0.01 } }, 'less', cost],
      [`marketing_cost.${name}_cost_max`, { marketing_cost: { [`${name}_cost_max`]: 90 } }, 'more', cost],
    ]
  }),
  ...DEVICES.map((device): Effect => {
    const key = `${device.toLowerCase()}_multiplier`
    const after = { ...LOUD, marketing_cost: { [key]: 50 } }
    return [`marketing_cost.${key}`, after, 'more', meanOf('ad_impression', ({ data }) => data.cost_cents), LOUD]
  }),
]

/** What keys do to campaigns, and to those who see their advertisements. */
export const MARKETING_EFFECTS: readonly Effect[] = [...calendar, ...audience, ...costs]
