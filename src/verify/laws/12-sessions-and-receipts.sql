-- law: 12
-- name: buyers_were_inside
-- says: A receipt is that of exactly one visit to its store, by its customer, and is printed before the visit ends.
WITH visits AS (
  SELECT receipt_id,
         count(*) AS visits,
         min(store_id) AS store_id,
         min(customer_id) AS customer_id,
         min(entered_at) AS entered_at,
         max(left_at) AS left_at
    FROM fact_customer_sessions
   WHERE receipt_id IS NOT NULL
   GROUP BY receipt_id
)
SELECT 'receipt ' || receipt_id AS offender,
       format('store %s, customer %s at %s; %s visits name it: store %s, customer %s from %s to %s',
              r.store_id, r.customer_id, r.event_ts, coalesce(v.visits, 0),
              v.store_id, v.customer_id, v.entered_at, v.left_at) AS detail,
       v.visits = 1
         AND v.store_id = r.store_id
         AND v.customer_id IS NOT DISTINCT FROM r.customer_id
         AND r.event_ts BETWEEN v.entered_at AND v.left_at AS holds
  FROM fact_receipts r
  LEFT JOIN visits v USING (receipt_id)
 -- Of a day that has not ended the buyer may still be inside.
 WHERE (r.store_id, r.event_date) IN (SELECT store_id, business_date FROM fact_store_days)
