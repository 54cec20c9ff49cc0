-- law: 10
-- name: delays_have_their_disruption
-- says: Only what is DELAYED names a disruption: one of the kind that it says, which strikes its DC, store, truck or suppliers, and has started by then and not ended before.
WITH courses AS (
  SELECT s.*, coalesce(e.event_ts, 'infinity') AS ended_at
    FROM fact_disruptions s
    LEFT JOIN fact_disruptions e ON e.disruption_id = s.disruption_id AND e.status = 'ENDED'
   WHERE s.status = 'STARTED'
)
SELECT format('shipment %s, %s at %s', m.shipment_id, m.status, m.event_ts) AS offender,
       format('of DC %s, store %s, on truck %s, by %s (%s); that is %s', m.dc_id, coalesce(m.store_id::text, 'none'),
              coalesce(m.truck_id::text, 'none'), coalesce(m.disruption_id, 'nothing'), coalesce(m.delay_reason, 'no reason'),
              CASE WHEN d.disruption_id IS NULL THEN 'no disruption'
                   ELSE format('%s of %s %s in DC %s from %s to %s', d.disruption_type, d.target_type, d.target_id, d.dc_id,
                               d.started_at, d.ended_at) END) AS detail,
       m.status = 'DELAYED'
         AND d.disruption_type = m.delay_reason
         AND d.dc_id = m.dc_id
         AND CASE d.target_type
               WHEN 'DC' THEN true
               WHEN 'STORE' THEN d.target_id = m.store_id
               WHEN 'TRUCK' THEN d.target_id = m.truck_id
               -- Suppliers share trucks: what strikes one of them keeps all that is on board.
               ELSE m.supplier_id IS NOT NULL END
         AND d.started_at <= m.event_ts AND m.event_ts <= d.ended_at AS holds
  FROM fact_truck_moves m
  LEFT JOIN courses d USING (disruption_id)
 WHERE m.status = 'DELAYED' OR num_nonnulls(m.disruption_id, m.delay_reason) > 0
