-- law: 9
-- name: shipments_arrive_whole
-- says: What a shipment loads leaves the stock of its DC, stays on one truck, and enters the stock where it is unloaded, unit by unit, except what was lost to a breakdown that delayed it and is severe enough to spoil goods (0.7 or more).
WITH cargo AS (
  SELECT shipment_id, product_id,
         sum(quantity) FILTER (WHERE action = 'LOAD') AS loaded,
         sum(quantity) FILTER (WHERE action = 'LOAD' AND location_type = 'DC') AS taken,
         sum(quantity) FILTER (WHERE action = 'UNLOAD') AS unloaded,
         sum(quantity) FILTER (WHERE action = 'LOST') AS lost,
         min(truck_id) AS first_truck, max(truck_id) AS last_truck
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
), spoiling AS (
  SELECT disruption_id
    FROM fact_disruptions
   WHERE status = 'STARTED' AND disruption_type = 'truck_breakdown' AND severity >= 0.7
), moved AS (
  SELECT shipment_id,
         max(truck_id) FILTER (WHERE status = 'LOADING') AS truck,
         bool_or(status = 'UNLOADING') AS is_unloaded,
         bool_or(status = 'DELAYED' AND disruption_id = ANY (ARRAY(SELECT disruption_id FROM spoiling))) AS broke_down
    FROM fact_truck_moves
   GROUP BY shipment_id
)
SELECT format('shipment %s, product %s', shipment_id, product_id) AS offender,
       format('out of stock %s, loaded %s, unloaded %s, lost %s, into stock %s; on trucks %s to %s%s',
              coalesce(b.outbound::text, 'none'), coalesce(c.loaded::text, 'none'),
              coalesce(c.unloaded::text, 'none'), coalesce(c.lost::text, 'none'), coalesce(b.inbound::text, 'none'),
              coalesce(c.first_truck::text, 'none'), coalesce(c.last_truck::text, 'none'),
              CASE WHEN m.is_unloaded THEN '; unloaded' ELSE '' END) AS detail,
       c.loaded > 0
         AND b.outbound IS NOT DISTINCT FROM c.taken
         AND b.inbound IS NOT DISTINCT FROM c.unloaded
         AND coalesce(c.unloaded, 0) + coalesce(c.lost, 0) = CASE WHEN m.is_unloaded THEN c.loaded ELSE 0 END
         AND (c.lost IS NULL OR m.broke_down)
         AND c.first_truck = m.truck AND c.last_truck = m.truck AS holds
  FROM cargo c
  FULL JOIN booked b USING (shipment_id, product_id)
  LEFT JOIN moved m USING (shipment_id)
