-- law: 10
-- name: cold_goods_ride_cold
-- says: Refrigerated goods ride in refrigerated trucks, and all others in plain ones.
SELECT format('shipment %s, product %s', shipment_id, product_id) AS offender,
       format('loaded on truck %s, which is %s', truck_id, CASE WHEN t.refrigeration THEN 'refrigerated' ELSE 'plain' END) AS detail,
       t.refrigeration = p.requires_refrigeration AS holds
  FROM fact_truck_inventory
  JOIN dim_trucks t USING (truck_id)
  JOIN dim_products p USING (product_id)
 WHERE action = 'LOAD'
