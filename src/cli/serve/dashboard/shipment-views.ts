/** The steps of a shipment; late is what it becomes when it has set off. */
export const STEPS = `
  SELECT event_ts, status, truck_id, dc_id, store_id, supplier_id, etd, eta, delay_reason, delay_minutes, trace_id
    FROM fact_truck_moves WHERE shipment_id = $1 ORDER BY event_ts, status = 'DELAYED', eta`

/** What it carries, by product; the table is told by time, not by shipment. */
export const LOAD = `
  WITH span AS (
    SELECT min(event_ts) AS since, max(event_ts) AS until FROM fact_truck_moves WHERE shipment_id = $1
  )
  SELECT i.product_id, p.product_name, p.department,
         coalesce(sum(quantity) FILTER (WHERE action = 'LOAD'), 0)::int AS loaded,
         coalesce(sum(quantity) FILTER (WHERE action = 'UNLOAD'), 0)::int AS unloaded,
         coalesce(sum(quantity) FILTER (WHERE action = 'LOST'), 0)::int AS lost
    FROM span, fact_truck_inventory i JOIN dim_products p USING (product_id)
   WHERE i.event_ts BETWEEN span.since AND span.until AND i.shipment_id = $1
   GROUP BY i.product_id, p.product_name, p.department ORDER BY loaded DESC, i.product_id`
