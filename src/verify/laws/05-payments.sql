-- law: 5
-- name: payments_settle_receipts
-- says: The approved payments of a receipt sum to its total, and are made with its tender.
WITH paid AS (
  SELECT receipt_id,
         sum(amount_cents) AS amount,
         min(payment_method) AS tender,
         max(payment_method) AS other_tender
    FROM fact_payments
   WHERE status = 'APPROVED'
   GROUP BY receipt_id
)
SELECT 'receipt ' || r.receipt_id AS offender,
       format('total %s by %s, but approved are %s by %s',
              r.total_cents, r.tender_type, coalesce(p.amount, 0), coalesce(p.tender, 'nothing')) AS detail,
       p.amount = r.total_cents
         AND p.tender = r.tender_type
         AND p.other_tender = r.tender_type AS holds
  FROM fact_receipts r
  LEFT JOIN paid p USING (receipt_id)
