/** When business day $1 begins where it does so first, and ends where it does so last: its rows lie between. */
export const DAY = `
  day AS (
    SELECT min($1::date::timestamp AT TIME ZONE time_zone) AS begins,
           max(($1::date + 1)::timestamp AT TIME ZONE time_zone) AS ends
      FROM dim_geographies
     WHERE geography_id IN (SELECT geography_id FROM dim_stores UNION SELECT geography_id FROM dim_distribution_centers)
  )`

/** Rows of the business day. */
export const ON_DAY = `event_date = $1 AND event_ts >= (SELECT begins FROM day) AND event_ts <= (SELECT ends FROM day)`
