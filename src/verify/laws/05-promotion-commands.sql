-- law: 5
-- name: promotion_windows_as_commanded
-- says: Every command for a promotion opens one, and every promotion that is not of the calendar is such a command's, with its code, on the days (in UTC) that it asked for, and on its terms: its own, or those of the code.
WITH windows AS (
  SELECT * FROM fact_promotion_windows WHERE status = 'STARTED' AND origin = 'command'
), commands AS (
  SELECT c.*, details::jsonb ->> 'code' AS code, details::jsonb -> 'definition' AS own
    FROM fact_commands c
   WHERE kind = 'promotion'
), wanted AS (
  SELECT c.command_id, c.code, c.event_ts, c.effective_at, c.ends_at,
         CASE WHEN own IS NULL THEN p.kind ELSE own ->> 'discount' END AS discount_type,
         CASE WHEN own IS NULL THEN p.value ELSE coalesce(own ->> 'rate_bps', own ->> 'amount_cents')::int END AS value,
         CASE WHEN own IS NULL THEN p.minimum_cents ELSE coalesce((own ->> 'minimum_cents')::bigint, 0) END AS minimum_cents,
         CASE WHEN own IS NULL THEN p.departments
              ELSE ARRAY(SELECT jsonb_array_elements_text(own -> 'departments')) END AS departments,
         CASE WHEN own IS NULL THEN p.clearance ELSE false END AS clearance
    FROM commands c
    LEFT JOIN dim_promotions p ON p.promo_code = c.code
)
SELECT format('promotion %s', coalesce(w.promotion_id, c.code || '_' || c.command_id)) AS offender,
       format('%s %s above %s from %s to %s; the command %s', coalesce(w.discount_type, 'nothing'), w.value, w.minimum_cents,
              w.starts_on, w.ends_on,
              CASE WHEN c.command_id IS NULL THEN 'is missing'
                   ELSE format('is for %s %s above %s from %s to %s', c.discount_type, c.value, c.minimum_cents, c.effective_at,
                               coalesce(c.ends_at::text, 'no time')) END) AS detail,
       w.promo_code = c.code
         AND c.effective_at = c.event_ts
         AND (w.discount_type, w.value, w.minimum_cents, w.departments, w.clearance)
           = (c.discount_type, c.value, c.minimum_cents, c.departments, c.clearance)
         AND w.starts_on = (c.effective_at AT TIME ZONE 'UTC')::date
         AND w.ends_on = (c.ends_at AT TIME ZONE 'UTC')::date AS holds
  FROM windows w
  FULL JOIN wanted c ON w.promotion_id = c.code || '_' || c.command_id
