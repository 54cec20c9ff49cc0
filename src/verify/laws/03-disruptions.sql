-- law: 3
-- name: disruptions_start_and_end
-- says: Every disruption starts by chance or after the command that asked for it, and ends as the same one: caused by its start, when that was expected, or before that by a command that ends it.
WITH started AS (
  SELECT * FROM fact_disruptions WHERE status = 'STARTED'
), ended AS (
  SELECT * FROM fact_disruptions WHERE status = 'ENDED'
), told AS (
  SELECT dc_id, max(event_ts) AS until FROM fact_dc_days GROUP BY dc_id
)
SELECT format('disruption %s', coalesce(s.disruption_id, e.disruption_id)) AS offender,
       concat_ws('; ',
         CASE WHEN s.trace_id IS NULL THEN 'never started'
              ELSE format('%s at %s by %s', s.disruption_type, s.event_ts, s.cause) END,
         CASE WHEN s.cause <> 'chance' THEN format('its command: %s', coalesce(c.event_ts::text, 'none')) END,
         'expected to end at ' || s.expected_end,
         CASE WHEN e.trace_id IS NULL THEN 'has not ended'
              ELSE format('ended at %s by %s', e.event_ts, coalesce(x.command_id, 'itself')) END) AS detail,
       s.trace_id IS NOT NULL
         AND CASE WHEN s.cause = 'chance' THEN s.parent_event_id IS NULL
                  ELSE c.kind = 'disruption' AND c.event_ts < s.event_ts END
         AND CASE WHEN e.trace_id IS NULL THEN told.until IS NULL OR told.until < s.expected_end
                  ELSE e.event_ts > s.event_ts
                   AND CASE WHEN e.parent_event_id = s.trace_id
                              THEN e.event_ts = greatest(s.expected_end, s.event_ts + INTERVAL '1 millisecond')
                            ELSE x.kind = 'disruption_end' AND x.details::jsonb ->> 'disruption_id' = s.disruption_id
                             AND x.event_ts < e.event_ts AND e.event_ts <= s.expected_end END
                   AND (e.disruption_type, e.dc_id, e.target_type, e.target_id, e.severity, e.cause, e.started_at)
                     = (s.disruption_type, s.dc_id, s.target_type, s.target_id, s.severity, s.cause, s.event_ts) END
         AS holds
  FROM started s
  FULL JOIN ended e ON e.disruption_id = s.disruption_id
  LEFT JOIN fact_commands c ON c.trace_id = s.parent_event_id
  LEFT JOIN fact_commands x ON x.trace_id = e.parent_event_id
  LEFT JOIN told ON told.dc_id = s.dc_id
