-- law: 12
-- name: one_visit_at_a_time
-- says: A customer leaves a store before entering one again.
SELECT format('customer %s, session %s', customer_id, session_id) AS offender,
       format('entered store %s at %s, but left store %s at %s', store_id, entered_at, store_before, left_before) AS detail,
       entered_at <= left_at AND (left_before IS NULL OR left_before <= entered_at) AS holds
  FROM (SELECT customer_id, session_id, store_id, entered_at, left_at,
               lag(left_at) OVER visits AS left_before,
               lag(store_id) OVER visits AS store_before
          FROM fact_customer_sessions
         WHERE customer_id IS NOT NULL
        WINDOW visits AS (PARTITION BY customer_id ORDER BY entered_at, left_at)) AS visits
