-- law: 10
-- name: one_truck_one_place
-- says: A truck is back from a trip before the next one begins, and whatever it carries on a trip goes to one place and reaches every status at the same instants.
WITH carried AS (
  SELECT truck_id, shipment_id,
         max(event_ts) FILTER (WHERE status = 'LOADING') AS loaded_at,
         max(event_ts) FILTER (WHERE status = 'COMPLETED') AS back_at,
         max(CASE WHEN store_id IS NULL THEN format('DC %s', dc_id) ELSE format('store %s', store_id) END) AS goes_to,
         string_agg(format('%s %s', event_ts, status), ', ' ORDER BY event_ts, status) AS course
    FROM fact_truck_moves
   WHERE truck_id IS NOT NULL
   GROUP BY truck_id, shipment_id
), trips AS (
  SELECT truck_id, loaded_at, min(back_at) AS back_at,
         min(goes_to) AS goes_to, max(goes_to) AS also_goes_to,
         min(course) = max(course) AS together,
         lead(loaded_at) OVER (PARTITION BY truck_id ORDER BY loaded_at) AS next_at
    FROM carried
   GROUP BY truck_id, loaded_at
)
SELECT format('truck %s, loaded at %s', truck_id, loaded_at) AS offender,
       format('goes to %s and %s%s, is back at %s, is loaded again at %s', goes_to, also_goes_to,
              CASE WHEN together THEN '' ELSE ', not with all its load at once' END,
              coalesce(back_at::text, 'no time yet'), coalesce(next_at::text, 'no time yet')) AS detail,
       goes_to = also_goes_to AND together AND (next_at IS NULL OR back_at <= next_at) AS holds
  FROM trips
