-- law: 10
-- name: trucks_serve_their_dc
-- says: A shipment rides on a truck that serves its DC: of the suppliers' fleet when a supplier sends it, else of the DC's own.
SELECT format('shipment %s, %s', shipment_id, status) AS offender,
       format('of DC %s%s on truck %s, of the fleet %s that serves DC %s', m.dc_id,
              CASE WHEN m.supplier_id IS NULL THEN '' ELSE ' from a supplier' END, truck_id, t.fleet, t.serves_dc_id) AS detail,
       t.serves_dc_id = m.dc_id
         AND (t.fleet = 'SUPPLIER') = (m.supplier_id IS NOT NULL)
         AND num_nonnulls(m.store_id, m.supplier_id) = 1 AS holds
  FROM fact_truck_moves m
  JOIN dim_trucks t USING (truck_id)
