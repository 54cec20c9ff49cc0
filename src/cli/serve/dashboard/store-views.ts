/** The newest simulated instant that all tables hold. */
export const NOW = `now AS (SELECT min(simulated_to) AS at FROM tillstream.checkpoints)`

/** People seen in the newest quarter of an hour, by zone. */
export const ZONES = `
  WITH ${NOW}, newest AS (
    SELECT max(period_start) AS at FROM fact_foot_traffic, now
     WHERE store_id = $1 AND event_ts > now.at - INTERVAL '2 hours'
  )
  SELECT zone, sum(customer_count)::int AS people, min(period_start) AS period_start
    FROM fact_foot_traffic, newest, now
   WHERE store_id = $1 AND period_start = newest.at AND event_ts > now.at - INTERVAL '3 hours'
   GROUP BY zone ORDER BY zone`

export const RECEIPTS = `
  SELECT receipt_id, event_ts, receipt_type, item_count, total_cents, tender_type, customer_id, trace_id
    FROM fact_receipts WHERE store_id = $1 ORDER BY event_ts DESC LIMIT 12`

/** Which movements in a store bring goods to an empty shelf. */
export const FILLS_EMPTY = `balance = quantity_delta AND reason <> 'INITIAL'`

/** What the shelf holds, and for how many days at the pace of two weeks, or of as much of them as there is. */
export const SHELVES = `
  WITH ${NOW}, seen AS (
    SELECT least(14, greatest(1, coalesce(max(now.at)::date - min(business_date), 1))) AS days
      FROM now LEFT JOIN fact_store_days ON store_id = $1
  ), shelf AS (
    SELECT product_id, (array_agg(balance ORDER BY event_ts DESC))[1] AS balance,
           -(sum(quantity_delta) FILTER (WHERE reason = 'SALE'))::int AS units
      FROM fact_store_inventory_txn
     WHERE store_id = $1 AND reason <> 'INITIAL' AND event_ts > (SELECT at - INTERVAL '14 days' FROM now)
     GROUP BY product_id
  )
  SELECT product_id, p.product_name, p.department, balance, units AS units_sold,
         round(balance * days::numeric / units, 1) AS days_of_cover
    FROM seen, shelf JOIN dim_products p USING (product_id) WHERE units > 0
   ORDER BY days_of_cover, units DESC LIMIT 15`
