import { STORE_TENDERS, TRIPS } from '../../../src/retail/fields.ts'
import { SEGMENTS } from '../../../src/retail/master-data/types.ts'
import { WEATHERS } from '../../../src/retail/operations/events.ts'
import { dayNumberOf } from '../../../src/time/business-date.ts'
import type { Settings } from '../simulated.ts'
import type { Effect } from './effect.ts'
import { choices, count, drawn, mean, meanOf, most, type Observe } from './observing.ts'

const NO_WEATHER = { sunny: 0, cloudy: 0, rainy: 0, snowy: 0, stormy: 0 }
const SEASONS = { winter: '2024-01-10', spring: '2024-04-10', summer: '2024-07-10', autumn: '2024-10-09' } as const
type Season = keyof typeof SEASONS

const visitsOn =
  (date: string): Observe =>
  ({ demand }) =>
    demand.visitsOfDay(1, dayNumberOf(date))
const visitsAt =
  (date: string, hour: number): Observe =>
  ({ demand }) =>
    demand.visitsOfHour(1, dayNumberOf(date), hour)

/** Visits on the first day of history that has this weather. */
function visitsWhen(weather: (typeof WEATHERS)[number]): Observe {
  return ({ demand, startDay }) => {
    for (let day = startDay; ; day++) if (demand.weather(1, day) === weather) return demand.visitsOfDay(1, day)
  }
}

/** Days of a month in the season that have this weather. */
function daysOf(weather: (typeof WEATHERS)[number], season: Season): Observe {
  return ({ demand }) => {
    const first = dayNumberOf(SEASONS[season])
    return Array.from({ length: 30 }, (_, day) => demand.weather(1, first + day)).filter((seen) => seen === weather)
      .length
  }
}

const oneHour = (hour: number) => Array.from({ length: 24 }, (_, place) => (place === hour ? 100 : 1))

const demand: Effect[] = [
  ['demand.weekday_factors', { demand: { weekday_factors: [3, 1, 1, 1, 1, 1, 1] } }, 'more', visitsOn('2024-03-04')],
  ...(Object.keys(SEASONS) as Season[]).map((season): Effect => {
    return [
      `demand.season_factors.${season}`,
      { demand: { season_factors: { [season]: 3 } } },
      'more',
      visitsOn(SEASONS[season]),
    ]
  }),
  ...WEATHERS.map((weather): Effect => {
    return [
      `demand.weather_factors.${weather}`,
      { demand: { weather_factors: { [weather]: 5 } } },
      'more',
      visitsWhen(weather),
    ]
  }),
  ...(Object.keys(SEASONS) as Season[]).flatMap((season) =>
    WEATHERS.map((weather): Effect => {
      const odds = { demand: { weather_odds: { [season]: { ...NO_WEATHER, [weather]: 1 } } } }
      return [`demand.weather_odds.${season}.${weather}`, odds, 'more', daysOf(weather, season)]
    }),
  ),
  [
    'demand.hour_weights.weekday',
    { demand: { hour_weights: { weekday: oneHour(15) } } },
    'more',
    visitsAt('2024-03-05', 15),
  ],
  [
    'demand.hour_weights.weekend',
    { demand: { hour_weights: { weekend: oneHour(15) } } },
    'more',
    visitsAt('2024-03-09', 15),
  ],
]

const visits: Effect[] = [
  ['visits.purchase_rate', { visits: { purchase_rate: 0.9 } }, 'more', count('receipt_created')],
  [
    'visits.known_share',
    { visits: { known_share: 0.1 } },
    'less',
    count('customer_left', ({ data }) => data.customer_id !== null),
  ],
  [
    'visits.unknown_tracked_share',
    { visits: { unknown_tracked_share: 1 } },
    'more',
    count('customer_entered', ({ data }) => data.customer_ble_id?.startsWith('ANON') ?? false),
  ],
  [
    'visits.party_size_weights',
    { visits: { party_size_weights: [0, 0, 0, 1] } },
    'more',
    meanOf('customer_left', ({ data }) => data.party_size),
  ],
  [
    'visits.duration_minutes.min',
    { visits: { duration_minutes: { min: 40 } } },
    'more',
    meanOf('customer_left', ({ data }) => data.dwell_time),
  ],
  [
    'visits.duration_minutes.max',
    { visits: { duration_minutes: { max: 90 } } },
    'more',
    meanOf('customer_left', ({ data }) => data.dwell_time),
  ],
  [
    'visits.ping_interval_seconds.min',
    { visits: { ping_interval_seconds: { min: 240 } } },
    'less',
    count('ble_ping_detected'),
  ],
  [
    'visits.ping_interval_seconds.max',
    { visits: { ping_interval_seconds: { max: 120 } } },
    'more',
    count('ble_ping_detected'),
  ],
  ...SEGMENTS.flatMap((segment): Effect[] => [
    [
      `visits.visit_gap_days.${segment}`,
      { visits: { visit_gap_days: { [segment]: 300 } } },
      'less',
      count('customer_left', ({ data }) => data.customer_id !== null && data.segment === segment),
    ],
    [
      `visits.trip_mix.${segment}`,
      { visits: { trip_mix: { [segment]: [0, 0, 0, 1] } } },
      'more',
      count('customer_left', ({ data }) => data.segment === segment && data.trip_type === 'BULK'),
    ],
    [
      `segments.shares.${segment}`,
      { segments: { shares: { BUDGET: 0.1, CONVENIENCE: 0.1, QUALITY: 0.1, BRAND_LOYAL: 0.1, [segment]: 0.7 } } },
      'more',
      ({ master }) => master.customers.filter((customer) => customer.segment === segment).length,
    ],
  ]),
]

const baskets: Effect[] = [
  ...TRIPS.map((trip, place): Effect => {
    const settings: Settings = { baskets: { trip_lines: { [trip]: [100, 100] } } }
    const lines: Observe = ({ ticketsOf }) => mean(drawn(500, (draws) => ticketsOf(1).lines(draws, place, 3)))
    return [`baskets.trip_lines.${trip}`, settings, 'more', lines]
  }),
  [
    'baskets.quantity_weights',
    { baskets: { quantity_weights: [0, 0, 1] } },
    'more',
    ({ ticketsOf }) => mean(drawn(500, (draws) => ticketsOf(1).quantity(draws, 0))),
  ],
  ['baskets.zipf_exponent', { baskets: { zipf_exponent: 0 } }, 'less', (company) => most(choices(company))],
  [
    'baskets.substitute_rate',
    { baskets: { substitute_rate: 0 } },
    'less',
    meanOf('customer_left', ({ data }) => data.substitutes),
  ],
  [
    'baskets.affinity_strength',
    { baskets: { affinity_strength: 0 } },
    'less',
    (company) => {
      const shopper = { segment: 0, trip: 0, day: company.startDay, month: 3 }
      const takes = (index: number) =>
        drawn(20, (draws) => company.assortmentOf(1).chooseCompanion(draws, index, shopper))
      return company.master.products.flatMap((_, index) => takes(index)).filter((index) => index >= 0).length
    },
  ],
  [
    'baskets.price_preference',
    { baskets: { price_preference: 0 } },
    'more',
    (company) => mean(choices(company).map((index) => company.master.products[index]?.salePriceCents ?? 0)),
  ],
]

const NO_TENDER = { CREDIT_CARD: 0, DEBIT_CARD: 0, CASH: 0, MOBILE_PAY: 0, CHECK: 0 }

const payments: Effect[] = [
  [
    'payments.decline_rate',
    { payments: { decline_rate: 0.9 } },
    'more',
    count('payment_processed', ({ data }) => data.status === 'DECLINED'),
  ],
  ...STORE_TENDERS.flatMap((tender): Effect[] => {
    const tender_mix = { ...NO_TENDER, [tender]: 1 }
    const declined = count(
      'payment_processed',
      ({ data }) => data.payment_method === tender && data.status === 'DECLINED',
    )
    const factor = (value: number): Settings => ({ payments: { tender_mix, decline_factors: { [tender]: value } } })
    return [
      [
        `payments.tender_mix.${tender}`,
        { payments: { tender_mix } },
        'more',
        count('receipt_created', ({ data }) => data.tender_type === tender),
      ],
      [`payments.decline_factors.${tender}`, factor(10), 'more', declined, factor(0)],
    ]
  }),
]

/** What keys do to people and what they buy. */
export const SHOPPING_EFFECTS: readonly Effect[] = [...demand, ...visits, ...baskets, ...payments]
