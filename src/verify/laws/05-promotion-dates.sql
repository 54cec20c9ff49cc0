-- law: 5
-- name: promotions_start_and_end
-- says: A promotion of the calendar starts as its first day (or history) begins in the first time zone and ends, once, as its last day is over in the last one; a command's starts and ends with the command.
WITH zones AS (
  SELECT DISTINCT time_zone
    FROM dim_geographies
   WHERE geography_id IN (SELECT geography_id FROM dim_stores UNION SELECT geography_id FROM dim_distribution_centers)
), told AS (
  -- Every day of a DC that is over is told.
  SELECT (SELECT min(first.day::timestamp AT TIME ZONE time_zone) FROM zones) AS since,
         (SELECT max(event_ts) FROM fact_dc_days) AS until
    FROM (SELECT min(as_of) AS day FROM dc_inventory_snapshots) AS first
), started AS (
  SELECT w.*, w.origin = 'command' AND c.trace_id IS NULL AS lacks_command,
         CASE w.origin WHEN 'command' THEN c.event_ts
                       ELSE greatest(told.since, (SELECT min(w.starts_on::timestamp AT TIME ZONE time_zone) FROM zones)) END AS due,
         CASE w.origin WHEN 'command' THEN c.ends_at
                       ELSE (SELECT max((w.ends_on + 1)::timestamp AT TIME ZONE time_zone) FROM zones) END AS over
    FROM fact_promotion_windows w
   CROSS JOIN told
    LEFT JOIN fact_commands c ON c.kind = 'promotion' AND w.promotion_id = w.promo_code || '_' || c.command_id
   WHERE w.status = 'STARTED'
), ended AS (
  SELECT * FROM fact_promotion_windows WHERE status = 'ENDED'
)
SELECT format('promotion %s', coalesce(s.promotion_id, e.promotion_id)) AS offender,
       concat_ws('; ',
         CASE WHEN s.trace_id IS NULL THEN 'never started'
              ELSE format('%s of the %s started at %s, due at %s', s.promo_code, s.origin, s.event_ts,
                          coalesce(s.due::text, 'no time')) END,
         'over at ' || s.over,
         CASE WHEN e.trace_id IS NULL THEN 'has not ended' ELSE format('ended at %s', e.event_ts) END) AS detail,
       s.trace_id IS NOT NULL
         AND s.event_ts = s.due
         AND CASE WHEN e.trace_id IS NULL THEN s.over IS NULL OR told.until IS NULL OR told.until < s.over
                  ELSE e.event_ts = s.over
                   AND (e.promo_code, e.discount_type, e.value, e.minimum_cents, e.departments, e.clearance, e.starts_on,
                        e.ends_on, e.origin)
                     = (s.promo_code, s.discount_type, s.value, s.minimum_cents, s.departments, s.clearance, s.starts_on,
                        s.ends_on, s.origin) END AS holds
  FROM started s
  FULL JOIN ended e ON e.promotion_id = s.promotion_id
 CROSS JOIN told
 -- One without its command breaks promotion_windows_as_commanded.
 WHERE s.lacks_command IS NOT TRUE
