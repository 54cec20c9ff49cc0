-- law: 5
-- name: payments_settle_orders
-- says: The approved payments of an online order sum to its total, by the tender that it names; after a cancellation to nothing.
WITH paid AS (
  SELECT order_id,
         sum(amount_cents) AS amount,
         min(payment_method) AS tender,
         max(payment_method) AS other_tender
    FROM fact_payments
   WHERE status = 'APPROVED' AND receipt_id IS NULL
   GROUP BY order_id
)
SELECT 'order ' || h.order_id AS offender,
       format('%s, total %s by %s, but approved are %s by %s', lower(h.fulfillment_status),
              h.total_cents, h.tender_type, coalesce(p.amount, 0), coalesce(p.tender, 'nothing')) AS detail,
       p.amount = CASE h.fulfillment_status WHEN 'CANCELLED' THEN 0 ELSE h.total_cents END
         AND p.tender = h.tender_type
         AND p.other_tender = h.tender_type AS holds
  FROM fact_online_order_headers h
  LEFT JOIN paid p USING (order_id)
