-- law: 6
-- name: dc_day_totals
-- says: The control totals of a DC's business day equal the sums over the day, and no day between two others is missing.
WITH moved AS (
  SELECT dc_id, event_date,
         coalesce(sum(quantity_delta) FILTER (WHERE quantity_delta > 0), 0) AS units_in,
         coalesce(-sum(quantity_delta) FILTER (WHERE quantity_delta < 0), 0) AS units_out
    FROM fact_dc_inventory_txn
   WHERE reason <> 'INITIAL'
   GROUP BY dc_id, event_date
), told AS (
  SELECT dc_id, business_date AS event_date, units_in, units_out,
         business_date - row_number() OVER (PARTITION BY dc_id ORDER BY business_date)::int
           = min(business_date) OVER (PARTITION BY dc_id) - 1 AS follows
    FROM fact_dc_days
)
SELECT format('DC %s on %s', dc_id, event_date) AS offender,
       format('units in and out: told %s and %s, found %s and %s', told.units_in, told.units_out,
              coalesce(moved.units_in, 0), coalesce(moved.units_out, 0))
         || CASE WHEN told.follows THEN '' ELSE '; a day before it is missing' END AS detail,
       told.units_in = coalesce(moved.units_in, 0)
         AND told.units_out = coalesce(moved.units_out, 0)
         AND told.follows AS holds
  FROM told
  LEFT JOIN moved USING (dc_id, event_date)
