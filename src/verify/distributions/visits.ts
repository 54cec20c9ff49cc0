import type { Config } from '../../config/schema.ts'
import { TRIPS } from '../../retail/fields.ts'
import { SEGMENTS } from '../../retail/master-data/types.ts'
import { type Aggregates, type Distribution, sumOf } from './distribution.ts'
import { countFigure, shareFigure } from './interval.ts'

/** A visit with a receipt that is no purchase brings something back; the laws are about the others. */
const IS_NO_RETURN = '(purchased OR receipt_id IS NULL)'

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

export const visitsByWeekday: Distribution = {
  law: 15,
  name: 'visits_by_weekday',
  says: 'On each day of the week, visits sum to about what the weekday, season, holiday and weather of the days led to expect.',
  sql: `
    WITH returned AS (
      SELECT store_id, event_date AS business_date, count(*) AS visits
        FROM fact_receipts WHERE receipt_type = 'RETURN' GROUP BY 1, 2
    )
    SELECT extract(isodow FROM business_date)::float8 AS weekday,
           sum(d.visits - coalesce(r.visits, 0))::float8 AS visits, sum(expected_visits)::float8 AS expected
      FROM fact_store_days d
      LEFT JOIN returned r USING (store_id, business_date)
     GROUP BY 1 ORDER BY 1`,
  measure: (rows) => ({
    observations: sumOf(rows, 'visits'),
    figures: rows.map(({ weekday, visits, expected }) =>
      countFigure(`visits on ${WEEKDAYS[Number(weekday) - 1]}`, Number(visits), Number(expected)),
    ),
  }),
}

/** Days of 23 and 25 hours are left out: the hour that the clock skips brings nobody. */
export const visitsByHour: Distribution = {
  law: 15,
  name: 'visits_by_hour',
  says: 'Visits begin over the local hours of the day as the hour weights say, within the opening hours of each store.',
  sql: `
    WITH days AS (
      SELECT d.store_id, d.business_date, d.expected_visits, g.time_zone, s.opens_at, s.closes_at,
             extract(isodow FROM d.business_date) > 5 AS weekend
        FROM fact_store_days d
        JOIN dim_stores s USING (store_id)
        JOIN dim_geographies g USING (geography_id)
       WHERE (d.business_date + 1)::timestamp AT TIME ZONE g.time_zone
           - d.business_date::timestamp AT TIME ZONE g.time_zone = interval '24 hours'
    ), entered AS (
      SELECT opens_at, closes_at, weekend,
             extract(hour FROM v.entered_at AT TIME ZONE time_zone) AS hour, count(*) AS visits
        FROM fact_customer_sessions v
        JOIN days d ON d.store_id = v.store_id AND d.business_date = v.event_date
       WHERE ${IS_NO_RETURN}
       GROUP BY 1, 2, 3, 4
    ), expected AS (
      SELECT opens_at, closes_at, weekend, sum(expected_visits) AS expected FROM days GROUP BY 1, 2, 3
    )
    SELECT opens_at::float8, closes_at::float8, weekend, expected::float8,
           hour::float8, coalesce(visits, 0)::float8 AS visits
      FROM expected
     CROSS JOIN generate_series(0, 23) AS hour
      LEFT JOIN entered USING (opens_at, closes_at, weekend, hour)`,
  measure: (rows, config) => ({
    observations: sumOf(rows, 'visits'),
    figures: [...Map.groupBy(rows, ({ hour }) => Number(hour))]
      .toSorted(([left], [right]) => left - right)
      .map(([hour, some]) =>
        countFigure(
          `visits from ${hour}:00`,
          sumOf(some, 'visits'),
          some.reduce((sum, row) => sum + expectedIn(row, config), 0),
        ),
      ),
  }),
}

function expectedIn({ opens_at, closes_at, weekend, expected, hour }: Aggregates, { demand }: Config): number {
  const weights = demand.hour_weights[weekend === true ? 'weekend' : 'weekday']
  const open = weights.map((weight, at) => (at >= Number(opens_at) && at < Number(closes_at) ? weight : 0))
  const sum = open.reduce((total, weight) => total + weight, 0)
  return sum === 0 ? 0 : (Number(expected) * (open[Number(hour)] ?? 0)) / sum
}

/** Of visits that no advertisement caused. Those who met an empty shelf or could not pay wanted to buy. */
export const purchaseRate: Distribution = {
  law: 15,
  name: 'purchase_rate',
  says: 'The share of visits with the wish to buy is the configured purchase rate.',
  sql: `
    SELECT count(*)::float8 AS visits,
           count(*) FILTER (WHERE purchased OR payment_failed OR lost_lines > 0)::float8 AS wishes
      FROM fact_customer_sessions
     WHERE impression_id IS NULL AND ${IS_NO_RETURN}`,
  measure(rows, { visits }) {
    const [total, hits] = [sumOf(rows, 'visits'), sumOf(rows, 'wishes')]
    return {
      observations: total,
      figures: [shareFigure('visits with a wish to buy', { hits, total }, visits.purchase_rate)],
    }
  },
}

export const partySizes: Distribution = {
  law: 15,
  name: 'party_sizes',
  says: 'Parties of one, two, three and four people come in the configured shares.',
  sql: `SELECT party_size::float8, count(*)::float8 AS visits FROM fact_customer_sessions WHERE ${IS_NO_RETURN} GROUP BY 1`,
  measure(rows, { visits }) {
    const total = sumOf(rows, 'visits')
    const figures = visits.party_size_weights.map((share, index) => {
      const hits = sumOf(
        rows.filter((row) => row['party_size'] === index + 1),
        'visits',
      )
      return shareFigure(`parties of ${index + 1}`, { hits, total }, share)
    })
    return { observations: total, figures }
  },
}

export const tripMix: Distribution = {
  law: 15,
  name: 'trip_mix',
  says: 'In every segment, quick, grocery, family and bulk trips have the configured shares.',
  sql: `SELECT segment, trip_type, count(*)::float8 AS visits FROM fact_customer_sessions WHERE ${IS_NO_RETURN} GROUP BY 1, 2`,
  measure(rows, { visits }) {
    const figures = SEGMENTS.flatMap((segment) => {
      const own = rows.filter((row) => row['segment'] === segment)
      const total = sumOf(own, 'visits')
      return TRIPS.map((trip, place) => {
        const hits = sumOf(
          own.filter((row) => row['trip_type'] === trip),
          'visits',
        )
        return shareFigure(`${segment} on ${trip}`, { hits, total }, visits.trip_mix[segment][place] ?? 0)
      })
    })
    return { observations: sumOf(rows, 'visits'), figures }
  },
}
