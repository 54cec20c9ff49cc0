import { decimals, range, section, share, table } from '../leaf.ts'

const TRIPS = 'share of the trip types QUICK, GROCERY_RUN, FAMILY, BULK; the four sum to 1'

function tripMix(segment: string, values: readonly number[]) {
  return decimals(values, [0, 1], `${segment}: ${TRIPS}`)
}

/** What happens between entering and leaving a store. */
export const visits = section(
  {
    purchase_rate: share(0.4, 'Share of visits that end with a purchase, apart from those caused by an ad'),
    known_share: share(0.6, 'Share of visits by known customers, when there are enough of them'),
    home_store_share: share(
      0.85,
      'Share of visits of known customers that lead to their home store; the others lead to another store of the region',
    ),
    unknown_tracked_share: share(0.3, 'Share of unknown visitors who carry a device that beacons see'),
    party_size_weights: decimals([0.55, 0.28, 0.1, 0.07], [0, 1], 'Share of parties of 1, 2, 3 and 4 people; sum 1'),
    duration_minutes: range({ min: 10, max: 45 }, [1, 240], 'minutes that a visit lasts'),
    ping_interval_seconds: range({ min: 120, max: 240 }, [10, 3600], 'seconds between two pings of a device'),
    visit_gap_days: table(
      { BUDGET: 3, CONVENIENCE: 2, QUALITY: 4, BRAND_LOYAL: 3.5 },
      [0.25, 365],
      'mean days between two visits of a known customer of this segment',
    ),
    trip_mix: section(
      {
        BUDGET: tripMix('BUDGET', [0.2, 0.4, 0.3, 0.1]),
        CONVENIENCE: tripMix('CONVENIENCE', [0.5, 0.3, 0.15, 0.05]),
        QUALITY: tripMix('QUALITY', [0.3, 0.35, 0.25, 0.1]),
        BRAND_LOYAL: tripMix('BRAND_LOYAL', [0.25, 0.4, 0.25, 0.1]),
      },
      'Kinds of trip by customer segment',
    ),
  },
  'What happens between entering and leaving a store',
)

/** Who the customers are. */
export const segments = section(
  {
    shares: table(
      { BUDGET: 0.35, CONVENIENCE: 0.25, QUALITY: 0.2, BRAND_LOYAL: 0.2 },
      [0, 1],
      'share of customers in this segment; the four sum to 1',
    ),
  },
  'Who the customers are',
)
