-- law: 15
-- name: visits_per_store_day
-- says: The ordinary visits of every store and day (that neither an ad caused nor bring something back) lie around the mean that they are drawn from, as Poisson numbers do.
-- Chernoff's bound: a Poisson number with mean m reaches v with a probability of at most exp(v - m - v ln(v / m)). Over all
-- store days and both sides together a healthy run passes the bound once in a million.
WITH special AS (
  SELECT store_id, event_date AS business_date, count(*) AS visits
    FROM fact_customer_sessions
   WHERE impression_id IS NOT NULL OR (receipt_id IS NOT NULL AND NOT purchased)
   GROUP BY 1, 2
), days AS (
  SELECT store_id, business_date, d.visits - coalesce(s.visits, 0) AS visits, expected_visits,
         ln(2e6 * count(*) OVER ()) AS bound
    FROM fact_store_days d
    LEFT JOIN special s USING (store_id, business_date)
)
SELECT format('store %s on %s', store_id, business_date) AS offender,
       format('%s visits, expected around %s', visits, expected_visits) AS detail,
       CASE WHEN expected_visits = 0 THEN visits = 0
            WHEN visits = 0 THEN expected_visits <= bound
            ELSE visits * ln(visits / expected_visits) - visits + expected_visits <= bound END AS holds
  FROM days
