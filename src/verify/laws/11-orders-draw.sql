-- law: 11
-- name: orders_draw_from_their_node
-- says: What is picked for an online order leaves the stock of the node that serves it, unit by unit, as a SALE of source ONLINE whose parent is the picking; and nothing else does.
WITH picked AS (
  SELECT picked_trace_id AS picking, node_type, node_id, product_id, sum(quantity) AS units, min(picked_ts) AS at
    FROM fact_online_order_lines
   WHERE picked_ts IS NOT NULL
   GROUP BY 1, 2, 3, 4
), movements AS (
  SELECT parent_event_id, 'STORE' AS node_type, store_id AS node_id, product_id, quantity_delta, reason, event_ts
    FROM fact_store_inventory_txn
   WHERE source = 'ONLINE'
  UNION ALL
  SELECT parent_event_id, 'DC', dc_id, product_id, quantity_delta, reason, event_ts
    FROM fact_dc_inventory_txn
   WHERE source = 'ONLINE'
), moved AS (
  SELECT parent_event_id AS picking, node_type, node_id, product_id, -sum(quantity_delta) AS units, min(event_ts) AS at,
         bool_and(reason = 'SALE') AS sold
    FROM movements
   GROUP BY 1, 2, 3, 4
)
SELECT format('%s %s, product %s, picking %s', node_type, node_id, product_id, picking) AS offender,
       format('picked %s at %s, left stock %s at %s', coalesce(p.units::text, 'nothing'), p.at,
              coalesce(m.units::text, 'nothing'), m.at) AS detail,
       p.units = m.units AND p.at = m.at AND m.sold AS holds
  FROM picked p
  FULL JOIN moved m USING (picking, node_type, node_id, product_id)
