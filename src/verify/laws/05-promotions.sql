-- law: 5
-- name: promotions_add_up
-- says: What a promotion takes off a receipt or an online order is the sum of its lines, and every line that was sold with a code is one of them.
WITH lines AS (
  SELECT concat_ws(' and ', 'receipt ' || receipt_id, 'order ' || order_id) AS purchase, promo_code,
         count(*) AS lines, sum(discount_cents) AS discount
    FROM fact_promo_lines
   GROUP BY 1, 2
), sold AS (
  SELECT 'receipt ' || receipt_id AS purchase, promo_code, count(*) AS lines, sum(discount_cents) AS discount
    FROM fact_receipt_lines
   WHERE promo_code IS NOT NULL AND quantity > 0
   GROUP BY 1, 2
  UNION ALL
  SELECT 'order ' || order_id, promo_code, count(*), sum(discount_cents)
    FROM fact_online_order_lines
   WHERE promo_code IS NOT NULL
   GROUP BY 1, 2
), applied AS (
  SELECT concat_ws(' and ', 'receipt ' || receipt_id, 'order ' || order_id) AS purchase, promo_code,
         count(*) AS times, sum(discount_cents) AS discount,
         sum(product_count) AS lines, sum(cardinality(product_ids)) AS products
    FROM fact_promotions
   GROUP BY 1, 2
)
SELECT format('%s, code %s', purchase, promo_code) AS offender,
       format('%s promotions take %s off %s lines (%s products); promoted lines %s with %s, lines sold %s with %s',
              coalesce(a.times, 0), a.discount, a.lines, a.products, l.lines, l.discount, s.lines, s.discount) AS detail,
       a.times = 1 AND a.discount = l.discount AND a.discount = s.discount AND a.discount > 0
         AND a.lines = l.lines AND a.lines = s.lines AND a.products = a.lines AS holds
  FROM applied a
  FULL JOIN lines l USING (purchase, promo_code)
  FULL JOIN sold s USING (purchase, promo_code)
