import { DAY, ON_DAY } from './business-day.ts'
import { NOW } from './store-views.ts'

export const STORES = `
  SELECT s.store_id, s.store_number, s.store_format, s.dc_id, s.opens_at, s.closes_at,
         g.geography_id, g.city, g.state, g.region, g.time_zone
    FROM dim_stores s JOIN dim_geographies g USING (geography_id) ORDER BY s.store_id`

export const DCS = `
  SELECT d.dc_id, d.dc_number, g.geography_id, g.city, g.state, g.region, g.time_zone
    FROM dim_distribution_centers d JOIN dim_geographies g USING (geography_id) ORDER BY d.dc_id`

export const DEPARTMENTS = 'SELECT DISTINCT department FROM dim_products ORDER BY department'

export const HOURS = `
  WITH ${DAY}, told AS (
    SELECT date_bin('1 hour', event_ts, 'epoch') AS hour, sum(total_cents) AS sales_cents, count(*) AS receipts,
           0 AS visits, 0 AS purchases, 0 AS orders, 0 AS order_cents
      FROM fact_receipts WHERE ${ON_DAY} AND ($2::int IS NULL OR store_id = $2) GROUP BY 1
    UNION ALL
    SELECT date_bin('1 hour', entered_at, 'epoch'), 0, 0, count(*), count(*) FILTER (WHERE purchased), 0, 0
      FROM fact_customer_sessions WHERE ${ON_DAY} AND ($2::int IS NULL OR store_id = $2) GROUP BY 1
    UNION ALL
    SELECT date_bin('1 hour', event_ts, 'epoch'), 0, 0, 0, 0, count(*), sum(total_cents)
      FROM fact_online_order_headers WHERE ${ON_DAY} AND $2::int IS NULL GROUP BY 1
  )
  SELECT hour, sum(sales_cents) AS sales_cents, sum(receipts) AS receipts, sum(visits) AS visits,
         sum(purchases) AS purchases, sum(orders) AS orders, sum(order_cents) AS order_cents
    FROM told GROUP BY hour ORDER BY hour`

/**
 * The newest shipments of each status, of the last days, with how many have it. One that is late as it sets off is late: both
 * are told at one instant.
 */
export const SHIPMENTS = `
  WITH ${NOW}, newest AS (
    SELECT DISTINCT ON (shipment_id) shipment_id, event_ts, truck_id, dc_id, store_id, supplier_id, status, etd, eta,
           delay_reason, delay_minutes, disruption_id
      FROM fact_truck_moves, now WHERE event_ts > now.at - INTERVAL '3 days'
     ORDER BY shipment_id, event_ts DESC, status = 'DELAYED' DESC, eta DESC
  ), counted AS (
    SELECT *, count(*) OVER (PARTITION BY status)::int AS of_status,
           row_number() OVER (PARTITION BY status ORDER BY event_ts DESC, shipment_id) AS place
      FROM newest
  )
  SELECT * FROM counted WHERE place <= 8 ORDER BY status, place`

export const STOCK = `
  SELECT 'STORE' AS node_type, (SELECT coalesce(sum(current_quantity), 0) FROM store_inventory_snapshots)
         + coalesce(sum(units_in - units_out), 0) AS units, max(business_date) AS business_date FROM fact_store_days
  UNION ALL
  SELECT 'DC', (SELECT coalesce(sum(current_quantity), 0) FROM dc_inventory_snapshots)
         + coalesce(sum(units_in - units_out), 0), max(business_date) FROM fact_dc_days`

/** Minutes that trucks stood to be unloaded, in the last week. */
export const DWELL = `
  WITH ${NOW}
  SELECT (actual_unload_duration / 15) * 15 AS from_minutes, count(*) AS shipments
    FROM fact_truck_moves, now
   WHERE status = 'UNLOADING' AND actual_unload_duration IS NOT NULL AND event_ts > now.at - INTERVAL '7 days'
   GROUP BY 1 ORDER BY 1`

export const CHANNELS = `
  WITH ${NOW}, shown AS (
    SELECT channel, count(*) AS impressions, sum(cost_cents) AS cost_cents FROM fact_marketing, now
     WHERE event_ts > now.at - make_interval(days => $1) GROUP BY channel
  ), came AS (
    SELECT m.channel, count(*) AS visits FROM fact_customer_sessions s JOIN fact_marketing m USING (impression_id)
     WHERE s.impression_id IS NOT NULL AND s.event_ts > (SELECT at - make_interval(days => $1) FROM now)
     GROUP BY m.channel
  ), bought AS (
    SELECT channel, count(*) AS purchases, sum(net_revenue_cents) AS revenue_cents FROM fact_marketing_attribution, now
     WHERE event_ts > now.at - make_interval(days => $1) GROUP BY channel
  )
  SELECT channel, impressions, cost_cents, coalesce(visits, 0) AS visits, coalesce(purchases, 0) AS purchases,
         coalesce(revenue_cents, 0) AS revenue_cents
    FROM shown LEFT JOIN came USING (channel) LEFT JOIN bought USING (channel) ORDER BY impressions DESC`

export const CAMPAIGNS = `
  WITH ${NOW}
  SELECT campaign_id, campaign_type, channels, start_date, end_date, daily_impressions FROM dim_campaigns, now
   WHERE end_date >= now.at::date - $1::int AND start_date <= now.at::date + $1::int ORDER BY start_date, campaign_id`
