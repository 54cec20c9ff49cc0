-- law: 8
-- name: promises_are_in_stock
-- says: At every instant a store or DC holds what it has promised to online orders and to shipments that it is to load.
-- An order is promised its lines until they are picked or called off, unless it waits for stock; a shipment what it loads, from
-- its announcement on. Looked at are products that were promised to an order, after all that happens at an instant.
WITH orders AS (
  SELECT l.node_type, l.node_id, l.product_id, l.quantity, h.event_ts AS made,
         coalesce(l.picked_ts, CASE h.fulfillment_status WHEN 'CANCELLED' THEN h.completed_ts END) AS freed
    FROM fact_online_order_lines l
    JOIN fact_online_order_headers h USING (order_id)
   WHERE h.backordered_ts IS NULL
), loads AS (
  -- What waits for a truck may take in more every evening: it counts from the last one before it is loaded.
  SELECT 'DC' AS node_type, i.location_id AS node_id, i.product_id, i.quantity,
         m.event_ts + floor(extract(epoch FROM i.event_ts - m.event_ts) / 86400) * interval '24 hours' AS made,
         i.event_ts AS freed
    FROM fact_truck_inventory i
    JOIN fact_truck_moves m ON m.shipment_id = i.shipment_id AND m.status = 'SCHEDULED'
   WHERE i.action = 'LOAD' AND i.location_type = 'DC'
), promises AS (
  SELECT * FROM orders UNION ALL SELECT * FROM loads
), ordered AS (
  SELECT DISTINCT node_type, node_id, product_id FROM orders
), changes AS (
  SELECT node_type, node_id, product_id, made AS at, 0 AS stock, quantity AS promised FROM promises
  UNION ALL
  SELECT node_type, node_id, product_id, freed, 0, -quantity FROM promises WHERE freed IS NOT NULL
  UNION ALL
  SELECT 'STORE', store_id, product_id, event_ts, quantity_delta, 0 FROM fact_store_inventory_txn
  UNION ALL
  SELECT 'DC', dc_id, product_id, event_ts, quantity_delta, 0 FROM fact_dc_inventory_txn
), sums AS (
  SELECT node_type, node_id, product_id, at, promised AS change,
         sum(stock) OVER so_far AS stock,
         sum(promised) OVER so_far AS promised
    FROM changes
    JOIN ordered USING (node_type, node_id, product_id)
  WINDOW so_far AS (PARTITION BY node_type, node_id, product_id ORDER BY at)
)
SELECT format('%s %s, product %s at %s', node_type, node_id, product_id, at) AS offender,
       format('%s units in stock, %s promised', stock, promised) AS detail,
       promised BETWEEN 0 AND stock AS holds
  FROM sums
