-- law: 13
-- name: nothing_sold_behind_closed_doors
-- says: A receipt is printed while its store is open.
WITH doors AS (
  SELECT store_id, event_date,
         min(operation_time) FILTER (WHERE operation_type = 'opened') AS opened,
         max(operation_time) FILTER (WHERE operation_type = 'closed') AS closed
    FROM fact_store_ops
   GROUP BY store_id, event_date
)
SELECT 'receipt ' || r.receipt_id AS offender,
       format('printed at %s in store %s, open from %s to %s', r.event_ts, store_id,
              coalesce(d.opened::text, 'never'), coalesce(d.closed::text, 'now')) AS detail,
       d.opened <= r.event_ts AND (d.closed IS NULL OR r.event_ts <= d.closed) AS holds
  FROM fact_receipts r
  LEFT JOIN doors d USING (store_id, event_date)
