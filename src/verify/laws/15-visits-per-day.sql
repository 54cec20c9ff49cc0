-- law: 15
-- name: visits_per_store_day
-- says: The visits of every store and day, but for those that bring something back, lie around the mean that they are drawn from, as Poisson numbers do.
-- Chernoff's bound: a Poisson number with mean m reaches v with a probability of at most exp(v - m - v ln(v / m)). Over all
-- store days and both sides together a healthy run passes the bound once in a million.
WITH returned AS (
  SELECT store_id, event_date AS business_date, count(*) AS visits
    FROM fact_receipts
   WHERE receipt_type = 'RETURN'
   GROUP BY 1, 2
), days AS (
  SELECT store_id, business_date, d.visits - coalesce(r.visits, 0) AS visits, expected_visits,
         ln(2e6 * count(*) OVER ()) AS bound
    FROM fact_store_days d
    LEFT JOIN returned r USING (store_id, business_date)
)
SELECT format('store %s on %s', store_id, business_date) AS offender,
       format('%s visits, expected around %s', visits, expected_visits) AS detail,
       CASE WHEN expected_visits = 0 THEN visits = 0
            WHEN visits = 0 THEN expected_visits <= bound
            ELSE visits * ln(visits / expected_visits) - visits + expected_visits <= bound END AS holds
  FROM days
