-- law: 9
-- name: shipments_arrive_whole
-- says: What a shipment loads leaves the stock of its DC, stays on the truck, and enters the stock where it is unloaded, unit by unit.
WITH cargo AS (
  SELECT shipment_id, product_id,
         sum(quantity) FILTER (WHERE action = 'LOAD') AS loaded,
         sum(quantity) FILTER (WHERE action = 'LOAD' AND location_type = 'DC') AS taken,
         sum(quantity) FILTER (WHERE action = 'UNLOAD') AS unloaded
    FROM fact_truck_inventory
   GROUP BY shipment_id, product_id
), booked AS (
  SELECT source AS shipment_id, product_id,
         -sum(quantity_delta) FILTER (WHERE reason = 'OUTBOUND_SHIPMENT') AS outbound,
         sum(quantity_delta) FILTER (WHERE reason = 'INBOUND_SHIPMENT') AS inbound
    FROM (SELECT source, product_id, quantity_delta, reason FROM fact_store_inventory_txn
           WHERE reason IN ('OUTBOUND_SHIPMENT', 'INBOUND_SHIPMENT')
          UNION ALL
          SELECT source, product_id, quantity_delta, reason FROM fact_dc_inventory_txn
           WHERE reason IN ('OUTBOUND_SHIPMENT', 'INBOUND_SHIPMENT')) AS movements
   GROUP BY source, product_id
), completed AS (
  SELECT DISTINCT shipment_id FROM fact_truck_moves WHERE status = 'COMPLETED'
)
SELECT format('shipment %s, product %s', shipment_id, product_id) AS offender,
       format('out of stock %s, loaded %s, unloaded %s, into stock %s%s',
              coalesce(b.outbound::text, 'none'), coalesce(c.loaded::text, 'none'),
              coalesce(c.unloaded::text, 'none'), coalesce(b.inbound::text, 'none'),
              CASE WHEN d.shipment_id IS NULL THEN '' ELSE '; completed' END) AS detail,
       c.loaded > 0
         AND b.outbound IS NOT DISTINCT FROM c.taken
         AND b.inbound IS NOT DISTINCT FROM c.unloaded
         AND (c.unloaded = c.loaded OR (c.unloaded IS NULL AND d.shipment_id IS NULL)) AS holds
  FROM cargo c
  FULL JOIN booked b USING (shipment_id, product_id)
  LEFT JOIN completed d USING (shipment_id)
