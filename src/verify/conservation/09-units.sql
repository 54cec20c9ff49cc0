-- law: 9
-- name: company_units_conserved
-- says: Over the whole company, the units that left DCs were unloaded at stores, are on the road, or were lost.
-- Every row is a term of the equation, and both sides have the same sum. A shipment is on the road from loading to unloading.
WITH shipments AS (
  SELECT sum(quantity) FILTER (WHERE action = 'LOAD') AS loaded,
         sum(quantity) FILTER (WHERE action = 'UNLOAD' AND location_type = 'STORE') AS unloaded,
         coalesce(sum(quantity) FILTER (WHERE action = 'LOST'), 0) AS lost,
         bool_or(action = 'UNLOAD') AS has_arrived
    FROM fact_truck_inventory
   GROUP BY shipment_id
  HAVING bool_or(action = 'LOAD' AND location_type = 'DC')
)
SELECT 'left' AS side, 'left DCs' AS term, coalesce(-sum(quantity_delta), 0) AS units
  FROM fact_dc_inventory_txn
 WHERE reason = 'OUTBOUND_SHIPMENT'
UNION ALL
SELECT 'right', 'unloaded at stores', coalesce(sum(unloaded), 0) FROM shipments
UNION ALL
SELECT 'right', 'on the road', coalesce(sum(loaded - lost) FILTER (WHERE NOT has_arrived), 0) FROM shipments
UNION ALL
SELECT 'right', 'lost', coalesce(sum(lost), 0) FROM shipments
