-- law: 5
-- name: order_amounts
-- says: On an online order, gross - discount = subtotal and subtotal + tax = total.
SELECT 'order ' || order_id AS offender,
       format('gross %s - discount %s = subtotal %s; + tax %s = total %s',
              gross_subtotal_cents, discount_cents, subtotal_cents, tax_cents, total_cents) AS detail,
       gross_subtotal_cents - discount_cents = subtotal_cents
         AND subtotal_cents + tax_cents = total_cents AS holds
  FROM fact_online_order_headers
