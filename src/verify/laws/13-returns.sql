-- law: 13
-- name: returns_follow_sales
-- says: A return gives back a sale of the same store and customer, at least a day after it.
SELECT 'receipt ' || r.receipt_id AS offender,
       format('returned at %s in store %s; sale %s at %s in store %s',
              r.event_ts, r.store_id, r.return_for_receipt_id, s.event_ts, s.store_id) AS detail,
       s.receipt_type = 'SALE'
         AND s.store_id = r.store_id
         AND s.customer_id IS NOT DISTINCT FROM r.customer_id
         AND s.event_ts + interval '1 day' <= r.event_ts AS holds
  FROM fact_receipts r
  LEFT JOIN fact_receipts s ON s.receipt_id = r.return_for_receipt_id
 WHERE r.receipt_type = 'RETURN' OR r.return_for_receipt_id IS NOT NULL
