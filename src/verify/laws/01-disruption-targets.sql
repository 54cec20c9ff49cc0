-- law: 1
-- name: disruption_targets_exist
-- says: A disruption strikes its DC, a store or truck that serves there, or a supplier, and each of them exists.
-- Trucks of the supplier fleet have the DC 0.
SELECT format('disruption %s', d.disruption_id) AS offender,
       format('%s: strikes %s %s of DC %s', d.status, d.target_type, d.target_id, d.dc_id) AS detail,
       CASE d.target_type
         WHEN 'DC' THEN d.target_id = d.dc_id
         WHEN 'STORE' THEN s.dc_id = d.dc_id
         WHEN 'TRUCK' THEN t.dc_id IN (d.dc_id, 0)
         WHEN 'SUPPLIER' THEN p.supplier_id IS NOT NULL
       END AS holds
  FROM fact_disruptions d
  LEFT JOIN dim_stores s ON d.target_type = 'STORE' AND s.store_id = d.target_id
  LEFT JOIN dim_trucks t ON d.target_type = 'TRUCK' AND t.truck_id = d.target_id
  LEFT JOIN dim_suppliers p ON d.target_type = 'SUPPLIER' AND p.supplier_id = d.target_id
