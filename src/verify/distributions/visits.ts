import type { Config } from '../../config/schema.ts'
import { TRIPS } from '../../retail/fields.ts'
import { SEGMENTS } from '../../retail/master-data/types.ts'
import { type Aggregates, type Distribution, sumOf } from './distribution.ts'
import { countFigure, shareFigure } from './interval.ts'

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

/** A visit that demand brings: no ad caused it, and what it has is no receipt of a return. */
const IS_ORDINARY = 'impression_id IS NULL AND (purchased OR receipt_id IS NULL)'

export const visitsByWeekday: Distribution = {
  law: 15,
  name: 'visits_by_weekday',
  says: 'On each day of the week, ordinary visits (that neither an ad caused nor bring something back) sum to about what the weekday, season, holiday and weather of the days led to expect.',
  sql: `
    SELECT extract(isodow FROM business_date)::float8 AS weekday,
           sum(d.visits - coalesce(s.visits, 0))::float8 AS visits, sum(expected_visits)::float8 AS expected
      FROM fact_store_days d
      LEFT JOIN (SELECT store_id, event_date AS business_date, count(*) AS visits
                   FROM fact_customer_sessions WHERE NOT (${IS_ORDINARY}) GROUP BY 1, 2) AS s
           USING (store_id, business_date)
     GROUP BY 1 ORDER BY 1`,
  measure: (rows) => ({
    observations: sumOf(rows, 'visits'),
    figures: rows.map(({ weekday, visits, expected }) =>
      countFigure(`visits on ${WEEKDAYS[Number(weekday) - 1]}`, Number(visits), Number(expected)),
    ),
  }),
}

/**
 * Days of 23 and 25 hours are left out: the hour that the clock skips brings nobody. `factors` are those of commands by hour, as
 * JSON; empty for most days.
 */
export const visitsByHour: Distribution = {
  law: 15,
  name: 'visits_by_hour',
  says: 'Ordinary visits begin over the local hours of the day as the hour weights and the store type say, within the opening hours.',
  sql: `
    WITH days AS (
      SELECT d.store_id, d.business_date, d.expected_visits, g.time_zone, s.opens_at, s.closes_at, s.store_type,
             extract(isodow FROM d.business_date) > 5 AS weekend
        FROM fact_store_days d
        JOIN dim_stores s USING (store_id)
        JOIN dim_geographies g USING (geography_id)
       WHERE (d.business_date + 1)::timestamp AT TIME ZONE g.time_zone
           - d.business_date::timestamp AT TIME ZONE g.time_zone = interval '24 hours'
    ), commanded AS (
      SELECT store_id, business_date, jsonb_object_agg(hour, factor)::text AS factors
        FROM (SELECT d.store_id, d.business_date, hour,
                     CASE WHEN min(f.factor) = 0 THEN 0 ELSE exp(sum(ln(nullif(f.factor, 0)))) END AS factor
                FROM days d
                JOIN demand_factors f USING (store_id)
               CROSS JOIN generate_series(0, 23) AS hour
               WHERE (d.business_date + make_interval(hours => hour)) AT TIME ZONE d.time_zone >= f.starts_at
                 AND (d.business_date + make_interval(hours => hour)) AT TIME ZONE d.time_zone < f.ends_at
               GROUP BY 1, 2, 3) AS hours
       GROUP BY 1, 2
    ), shaped AS (
      SELECT d.*, coalesce(c.factors, '{}') AS factors FROM days d LEFT JOIN commanded c USING (store_id, business_date)
    ), entered AS (
      SELECT opens_at, closes_at, weekend, store_type, factors,
             extract(hour FROM v.entered_at AT TIME ZONE time_zone) AS hour, count(*) AS visits
        FROM fact_customer_sessions v
        JOIN shaped d ON d.store_id = v.store_id AND d.business_date = v.event_date
       WHERE ${IS_ORDINARY}
       GROUP BY 1, 2, 3, 4, 5, 6
    ), expected AS (
      SELECT opens_at, closes_at, weekend, store_type, factors, sum(expected_visits) AS expected
        FROM shaped GROUP BY 1, 2, 3, 4, 5
    )
    SELECT opens_at::float8, closes_at::float8, weekend, store_type, factors, expected::float8,
           hour::float8, factor, coalesce(visits, 0)::float8 AS visits
      FROM expected
      JOIN (SELECT store_type, key::numeric AS hour, factor
              FROM dim_store_type_factors WHERE factor_group = 'hour') AS of_type USING (store_type)
      LEFT JOIN entered USING (opens_at, closes_at, weekend, store_type, factors, hour)`,
  measure(rows, config) {
    const stores = [...Map.groupBy(rows, storesOf).values()]
    const expected = new Map(stores.flatMap((hours) => expectedByHour(hours, config)))
    const figures = [...Map.groupBy(rows, ({ hour }) => Number(hour))]
      .toSorted(([left], [right]) => left - right)
      .map(([hour, some]) => {
        const visits = some.reduce((sum, row) => sum + (expected.get(row) ?? 0), 0)
        return countFigure(`visits from ${hour}:00`, sumOf(some, 'visits'), visits)
      })
    return { observations: sumOf(rows, 'visits'), figures }
  },
}

/** Store days with the same curve. */
function storesOf({ opens_at, closes_at, weekend, store_type, factors }: Aggregates): string {
  return [opens_at, closes_at, weekend, store_type, factors].map(String).join(' ')
}

/** The visits of some stores, spread over their rows, which are the hours of the day. */
function expectedByHour(hours: readonly Aggregates[], { demand }: Config): [Aggregates, number][] {
  const commanded = JSON.parse(String(hours[0]?.['factors'])) as Readonly<Record<number, number>>
  const weights = hours.map(({ opens_at, closes_at, weekend, hour, factor }) => {
    const isOpen = Number(hour) >= Number(opens_at) && Number(hour) < Number(closes_at)
    const curve = demand.hour_weights[weekend === true ? 'weekend' : 'weekday']
    return isOpen ? (curve[Number(hour)] ?? 0) * Number(factor) * (commanded[Number(hour)] ?? 1) : 0
  })
  const sum = weights.reduce((total, weight) => total + weight, 0)
  return hours.map((row, place) => [row, sum === 0 ? 0 : (Number(row['expected']) * (weights[place] ?? 0)) / sum])
}

/** Those who met an empty shelf or could not pay wanted to buy. */
export const purchaseRate: Distribution = {
  law: 15,
  name: 'purchase_rate',
  says: 'The share of ordinary visits with the wish to buy is the configured purchase rate.',
  sql: `
    SELECT count(*)::float8 AS visits,
           count(*) FILTER (WHERE purchased OR payment_failed OR lost_lines > 0)::float8 AS wishes
      FROM fact_customer_sessions
     WHERE ${IS_ORDINARY}`,
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
  says: 'On ordinary visits, parties of one, two, three and four people come in the configured shares.',
  sql: `SELECT party_size::float8, count(*)::float8 AS visits FROM fact_customer_sessions WHERE ${IS_ORDINARY} GROUP BY 1`,
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
  says: 'On ordinary visits of every segment, quick, grocery, family and bulk trips have the configured shares.',
  sql: `SELECT segment, trip_type, count(*)::float8 AS visits FROM fact_customer_sessions WHERE ${IS_ORDINARY} GROUP BY 1, 2`,
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
