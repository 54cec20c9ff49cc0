import { choices, decimal, decimals, section, share, table, whole } from '../leaf.ts'

/** As `channels.csv` names them. */
const CHANNELS = [
  'FACEBOOK',
  'GOOGLE',
  'INSTAGRAM',
  'YOUTUBE',
  'EMAIL',
  'DISPLAY',
  'SEARCH',
  'SOCIAL',
  'VIDEO',
] as const
type Channel = (typeof CHANNELS)[number]

/** Midnight first: at breakfast, over lunch, and most of all in the evening. */
const HOURS = [
  0.4, 0.2, 0.1, 0.1, 0.1, 0.2, 0.5, 0.9, 1, 1, 1, 1.1, 1.3, 1.2, 1, 1, 1, 1.1, 1.3, 1.6, 1.8, 1.7, 1.3, 0.8,
]
const TYPES = 'weight of the campaign types seasonal_sale, product_launch, loyalty_program, flash_sale'

function typeWeights(values: readonly number[], when: string) {
  return decimals(values, [0, 100], `${when}: ${TYPES}`)
}

function days(type: string, value: number) {
  return whole(value, [1, 365], `Business days that a ${type} campaign runs`)
}

function channels(type: string, values: readonly Channel[]) {
  return choices(values, CHANNELS, `Where a ${type} campaign advertises, on each as often`)
}

function seasonFactor(value: number, when: string) {
  return decimal(value, [0, 10], `Factor on the impressions that campaigns ask for ${when}`)
}

/** Campaigns, who sees their advertisements, and what those lead to. */
export const marketing = section(
  {
    campaign_chance: share(0.9, 'Chance that a campaign starts on a day'),
    campaign_weights: section(
      {
        usual: typeWeights([1, 1, 1, 1], 'Most of the year'),
        late_summer: typeWeights([2, 3, 1, 2], 'August and September'),
        year_end: typeWeights([3, 1, 2, 4], 'November and December'),
      },
      'Which campaigns start at which time of the year',
    ),
    campaign_days: section(
      {
        seasonal_sale: days('seasonal_sale', 7),
        product_launch: days('product_launch', 14),
        loyalty_program: days('loyalty_program', 30),
        flash_sale: days('flash_sale', 1),
      },
      'Business days that campaigns run',
    ),
    campaign_channels: section(
      {
        seasonal_sale: channels('seasonal_sale', ['FACEBOOK', 'GOOGLE', 'EMAIL']),
        product_launch: channels('product_launch', ['INSTAGRAM', 'YOUTUBE', 'DISPLAY', 'VIDEO']),
        loyalty_program: channels('loyalty_program', ['EMAIL', 'SOCIAL']),
        flash_sale: channels('flash_sale', ['SOCIAL', 'SEARCH']),
      },
      'Where campaigns advertise',
    ),
    campaign_impressions: table(
      { seasonal_sale: 1000, product_launch: 2000, loyalty_program: 500, flash_sale: 5000 },
      [0, 10_000_000],
      'impressions a day that a campaign of this type asks for, whole company, before season',
    ),
    season_factors: section(
      {
        thanksgiving: seasonFactor(1.7, 'from 10 days before to a day after Thanksgiving'),
        black_friday: seasonFactor(2.5, 'on Black Friday'),
        christmas: seasonFactor(1.5, 'from 14 days before Christmas'),
        long_weekends: seasonFactor(1.5, 'from 2 days before to 2 after Memorial Day, 4 July and Labor Day'),
      },
      'Factors on the impressions that campaigns ask for',
    ),
    campaign_lift: decimal(0.005, [0, 1], 'Part by which each campaign that runs raises the ordinary demand of stores'),
    hour_weights: decimals(HOURS, [0, 100], 'Weight of each local hour, 0 to 23, in the impressions of a day'),
    device_mix: table(
      { MOBILE: 0.6, DESKTOP: 0.3, TABLET: 0.1 },
      [0, 1],
      'share of impressions on this kind of device; the three sum to 1',
    ),
    known_share: share(0.8, 'Share of impressions that are shown to known customers, the others to unknown people'),
    resolved_share: share(0.05, 'Share of impressions whose event names the customer, at most known_share'),
    conversion_factor: decimal(1, [0, 100], 'Factor on the conversion rates of the channels (channels.csv)'),
    visit_delay_hours: section(
      {
        min: decimal(1, [1, 6], 'Least hours from an impression to the visit that it causes'),
        max: decimal(48, [42, 48], 'Most hours from an impression to the visit that it causes'),
      },
      'Range of hours from an impression to the visit that it causes; wide enough for the store to be open in between',
    ),
    visit_purchase_rate: share(0.8, 'Share of visits caused by an ad that end with a purchase'),
    visit_items: decimal(1.25, [0.1, 5], 'Factor on the items of a purchase when an ad caused the visit'),
    visit_spend: decimal(
      1.3,
      [0.1, 10],
      'Factor on the value of a purchase when an ad caused the visit, items included',
    ),
    visit_dwell: decimal(1.2, [0.5, 5], 'Factor on the length of a visit that an ad caused'),
  },
  'Campaigns, who sees their advertisements, and what those lead to',
)
