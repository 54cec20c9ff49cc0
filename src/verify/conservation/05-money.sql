-- law: 5
-- name: company_money_conserved
-- says: Over the whole company, the money on receipts and on online orders that were not cancelled is the money in approved payments.
-- Every row is a term of the equation, and both sides have the same sum; what else is paid for is another row of the left.
SELECT 'left' AS side, 'on receipts' AS term, coalesce(sum(total_cents), 0) AS cents
  FROM fact_receipts
UNION ALL
SELECT 'left', 'on online orders', coalesce(sum(total_cents), 0)
  FROM fact_online_order_headers
 WHERE fulfillment_status <> 'CANCELLED'
UNION ALL
SELECT 'right', 'in approved payments', coalesce(sum(amount_cents), 0)
  FROM fact_payments
 WHERE status = 'APPROVED'
