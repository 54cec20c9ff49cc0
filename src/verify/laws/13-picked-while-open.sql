-- law: 13
-- name: nothing_picked_behind_closed_doors
-- says: What a store sells online leaves its stock while the store is open.
WITH doors AS (
  SELECT store_id, event_date,
         min(operation_time) FILTER (WHERE operation_type = 'opened') AS opened,
         max(operation_time) FILTER (WHERE operation_type = 'closed') AS closed
    FROM fact_store_ops
   GROUP BY store_id, event_date
)
SELECT format('store %s, product %s, movement %s', store_id, t.product_id, t.trace_id) AS offender,
       format('picked at %s, open from %s to %s', t.event_ts, coalesce(d.opened::text, 'never'),
              coalesce(d.closed::text, 'now')) AS detail,
       d.opened <= t.event_ts AND (d.closed IS NULL OR t.event_ts <= d.closed) AS holds
  FROM fact_store_inventory_txn t
  LEFT JOIN doors d USING (store_id, event_date)
 WHERE t.source = 'ONLINE'
