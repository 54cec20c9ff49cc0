import { ONLINE_TENDERS } from '../../retail/fields.ts'
import { FULFILLMENT_MODES } from '../../retail/online/events.ts'
import { type Aggregates, type Distribution, sumOf } from './distribution.ts'
import { deviation, shareFigure } from './interval.ts'
import { oddsWith } from './payment-odds.ts'

/** Orders of the rows of which a column has this value. */
function ordersWhere(rows: readonly Aggregates[], column: string, value: string | number): number {
  return sumOf(
    rows.filter((row) => row[column] === value),
    'orders',
  )
}

/** What customers ask for, not how it is served: that depends on the stock of the day. */
export const onlineModes: Distribution = {
  law: 15,
  name: 'online_modes',
  says: 'Customers ask for online orders to be shipped from the DC, shipped from a store or picked up as often as the mode mix says.',
  sql: 'SELECT requested_mode, count(*)::float8 AS orders FROM fact_online_order_headers GROUP BY 1',
  measure(rows, { online }) {
    const total = sumOf(rows, 'orders')
    const figures = FULFILLMENT_MODES.map((mode) => {
      const hits = ordersWhere(rows, 'requested_mode', mode)
      return shareFigure(`orders wanted as ${mode}`, { hits, total }, online.mode_mix[mode])
    })
    return { observations: total, figures }
  },
}

/**
 * Days of 23 and 25 hours are left out: the hour that the clock skips brings nobody. `factors` are those of commands by hour, as
 * JSON; empty for most days.
 */
export const onlineHours: Distribution = {
  law: 15,
  name: 'online_orders_by_hour',
  says: 'Online orders come over the local hours of the DC as the hour weights, and what commands asked for, say.',
  sql: `
    WITH days AS (
      SELECT d.dc_id, d.business_date, g.time_zone
        FROM fact_dc_days d
        JOIN dim_distribution_centers dc USING (dc_id)
        JOIN dim_geographies g USING (geography_id)
       WHERE (d.business_date + 1)::timestamp AT TIME ZONE g.time_zone
           = (d.business_date::timestamp AT TIME ZONE g.time_zone) + INTERVAL '24 hours'
    ), commanded AS (
      SELECT dc_id, business_date, jsonb_object_agg(hour, factor)::text AS factors
        FROM (SELECT d.dc_id, d.business_date, hour,
                     CASE WHEN min(f.factor) = 0 THEN 0 ELSE exp(sum(ln(nullif(f.factor, 0)))) END AS factor
                FROM days d
                JOIN region_demand_factors f USING (dc_id)
               CROSS JOIN generate_series(0, 23) AS hour
               WHERE (d.business_date + make_interval(hours => hour)) AT TIME ZONE d.time_zone >= f.starts_at
                 AND (d.business_date + make_interval(hours => hour)) AT TIME ZONE d.time_zone < f.ends_at
               GROUP BY 1, 2, 3) AS hours
       GROUP BY 1, 2
    )
    SELECT coalesce(k.factors, '{}') AS factors, extract(hour FROM h.event_ts AT TIME ZONE d.time_zone)::float8 AS hour,
           count(*)::float8 AS orders
      FROM fact_online_order_headers h
      JOIN dim_customers c USING (customer_id)
      JOIN dim_stores s ON s.store_id = c.home_store_id
      JOIN days d ON d.dc_id = s.dc_id AND d.business_date = h.event_date
      LEFT JOIN commanded k ON k.dc_id = d.dc_id AND k.business_date = d.business_date
     GROUP BY 1, 2`,
  measure(rows, { online }) {
    const total = sumOf(rows, 'orders')
    const days = [...Map.groupBy(rows, ({ factors }) => String(factors))].map(([factors, own]) => ({
      orders: sumOf(own, 'orders'),
      shares: sharesOfHours(online.hour_weights, JSON.parse(factors)),
    }))
    const figures = online.hour_weights.map((_, hour) => {
      const hits = ordersWhere(rows, 'hour', hour)
      const expected = days.reduce((sum, { orders, shares }) => sum + orders * shares[hour], 0)
      return shareFigure(`online orders from ${hour}:00`, { hits, total }, expected / Math.max(1, total))
    })
    return { observations: total, figures }
  },
}

/** The part of a day's orders that each hour has, with the factors of some hours. */
function sharesOfHours(weights: readonly number[], factors: Readonly<Record<number, number>>): readonly number[] {
  const own = weights.map((weight, hour) => weight * (factors[hour] ?? 1))
  const sum = own.reduce((total, weight) => total + weight, 0)
  return own.map((weight) => (sum === 0 ? 0 : weight / sum))
}

export const onlinePayments: Distribution = {
  law: 15,
  name: 'online_payments',
  says: 'Online orders are paid with each tender, and declined before, as often as the tender mix and the declines make expect.',
  sql: `
    SELECT h.tender_type, count(*)::float8 AS orders,
           count(*) FILTER (WHERE EXISTS (
             SELECT FROM fact_payments p WHERE p.order_id = h.order_id AND p.status = 'DECLINED'))::float8 AS declined
      FROM fact_online_order_headers h
     GROUP BY 1`,
  measure(rows, { payments, online }) {
    const total = sumOf(rows, 'orders')
    const odds = oddsWith(payments, { accepted: ONLINE_TENDERS, mix: online.tender_mix })
    const tenders = ONLINE_TENDERS.map((tender) => {
      const hits = ordersWhere(rows, 'tender_type', tender)
      return shareFigure(`orders paid by ${tender}`, { hits, total }, odds.paidWith[tender])
    })
    const declined = { hits: sumOf(rows, 'declined'), total }
    return {
      observations: total,
      figures: [...tenders, shareFigure('orders with a declined attempt', declined, odds.retried)],
    }
  },
}

/** Only orders whose picking was due before the last order came: the others may still be cancelled. */
export const onlineCancellations: Distribution = {
  law: 15,
  name: 'online_cancellations',
  says: 'Customers cancel online orders before picking as often as the cancellation rate says.',
  sql: `
    SELECT floor(extract(epoch FROM (SELECT max(event_ts) FROM fact_online_order_headers) - event_ts) / 3600)::float8 AS hours,
           count(*)::float8 AS orders, count(*) FILTER (WHERE cancellation_reason = 'CUSTOMER')::float8 AS cancelled
      FROM fact_online_order_headers
     GROUP BY 1`,
  measure(rows, { online }) {
    const longest = Math.max(online.ready_hours.max, online.pick_minutes.max / 60)
    const decided = rows.filter(({ hours }) => Number(hours) >= longest)
    const total = sumOf(decided, 'orders')
    const cancelled = { hits: sumOf(decided, 'cancelled'), total }
    return { observations: total, figures: [shareFigure('orders that are cancelled', cancelled, online.cancel_rate)] }
  },
}

/** Share of orders that wait for stock in a healthy world, at most. */
const MOST_BACKORDERS = 0.08
/** Orders of a customer and day up to which a world is healthy: stock is laid in for twice the orders of the default company. */
const MOST_ORDERS_PER_CUSTOMER = 0.1

export const onlineBackorders: Distribution = {
  law: 15,
  name: 'online_backorders',
  says: 'Where customers order at most every tenth day, 8 % of the online orders at most, and what chance adds, wait for stock.',
  sql: `
    SELECT count(*)::float8 AS orders, count(backordered_ts)::float8 AS waiting FROM fact_online_order_headers`,
  measure(rows, { volume }) {
    const isHealthy = volume.online_orders_per_day <= MOST_ORDERS_PER_CUSTOMER * volume.total_customers
    const total = isHealthy ? sumOf(rows, 'orders') : 0
    const stray = deviation(total * MOST_BACKORDERS * (1 - MOST_BACKORDERS)) / Math.max(1, total)
    const figure = {
      figure: 'orders that wait for stock',
      observed: sumOf(rows, 'waiting') / Math.max(1, total),
      expected: MOST_BACKORDERS,
      lowest: 0,
      highest: MOST_BACKORDERS + stray,
    }
    return { observations: total, figures: [figure] }
  },
}
