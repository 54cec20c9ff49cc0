-- law: 2
-- name: payment_pays_one_thing
-- says: A payment names a receipt or an order, never both and never neither.
SELECT 'payment ' || trace_id AS offender,
       format('receipt %s, order %s', coalesce(receipt_id, 'none'), coalesce(order_id, 'none')) AS detail,
       num_nonnulls(receipt_id, order_id) = 1 AS holds
  FROM fact_payments
