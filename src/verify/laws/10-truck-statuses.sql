-- law: 10
-- name: truck_statuses_in_order
-- says: A shipment is SCHEDULED, LOADING, IN_TRANSIT, ARRIVED, UNLOADING and COMPLETED, once each, one after the other, DELAYED only before it arrives, and from LOADING on always on the same truck.
WITH steps AS (
  SELECT trace_id, shipment_id, truck_id, event_ts, status,
         array_position(ARRAY['SCHEDULED', 'LOADING', 'IN_TRANSIT', 'ARRIVED', 'UNLOADING', 'COMPLETED'], status) AS step
    FROM fact_truck_moves
), placed AS (
  SELECT *,
         count(step) OVER (PARTITION BY shipment_id ORDER BY step, event_ts ROWS UNBOUNDED PRECEDING) AS place,
         lag(event_ts) OVER (PARTITION BY shipment_id ORDER BY step, event_ts) AS step_before,
         min(event_ts) FILTER (WHERE step = 1) OVER shipment AS scheduled_at,
         min(event_ts) FILTER (WHERE step = 2) OVER shipment AS loaded_at,
         min(event_ts) FILTER (WHERE step = 4) OVER shipment AS arrived_at,
         max(truck_id) FILTER (WHERE step = 2) OVER shipment AS truck
    FROM steps
  WINDOW shipment AS (PARTITION BY shipment_id)
)
SELECT format('shipment %s, %s at %s', shipment_id, status, event_ts) AS offender,
       format('status number %s, on truck %s; loaded on truck %s; the status before it at %s', place,
              coalesce(truck_id::text, 'none'), coalesce(truck::text, 'none'), coalesce(step_before::text, 'no time')) AS detail,
       CASE WHEN step IS NOT NULL THEN place = step AND (step_before IS NULL OR step_before < event_ts)
            ELSE status = 'DELAYED' AND scheduled_at < event_ts AND (arrived_at IS NULL OR event_ts <= arrived_at) END
         AND CASE WHEN step = 1 OR loaded_at IS NULL OR event_ts < loaded_at THEN truck_id IS NULL
                  ELSE truck_id IS NOT NULL AND truck_id = truck END AS holds
  FROM placed
