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

/** What the shelf holds, and for how many days at the pace of two weeks. */
export const SHELVES = `
  WITH ${NOW}, moved AS (
    SELECT t.* FROM fact_store_inventory_txn t, now
     WHERE t.store_id = $1 AND t.event_ts > now.at - INTERVAL '14 days'
  ), held AS (
    SELECT DISTINCT ON (product_id) product_id, balance FROM moved ORDER BY product_id, event_ts DESC, line_number DESC
  ), sold AS (
    SELECT product_id, -sum(quantity_delta)::int AS units FROM moved WHERE reason = 'SALE' GROUP BY product_id
  )
  SELECT h.product_id, p.product_name, p.department, h.balance, s.units AS sold_in_two_weeks,
         round(h.balance * 14.0 / s.units, 1) AS days_of_cover
    FROM held h JOIN sold s USING (product_id) JOIN dim_products p USING (product_id)
   ORDER BY days_of_cover, s.units DESC LIMIT 15`
