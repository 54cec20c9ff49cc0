-- law: 5
-- name: promotions_keep_their_terms
-- says: A code acts while it is valid, above its minimum, in its departments, and takes off exactly what it says; but for clearance the goods still bring more than they cost.
WITH windows AS (
  SELECT s.*, s.event_ts AS opened, coalesce(e.event_ts, 'infinity') AS closed
    FROM fact_promotion_windows s
    LEFT JOIN fact_promotion_windows e ON e.promotion_id = s.promotion_id AND e.status = 'ENDED'
   WHERE s.status = 'STARTED'
), purchases AS (
  SELECT receipt_id AS purchase, gross_subtotal_cents FROM fact_receipts
  UNION ALL
  SELECT order_id, gross_subtotal_cents FROM fact_online_order_headers
), lines AS (
  SELECT receipt_id AS purchase, promo_code, product_id, quantity, unit_price_cents, discount_cents, extended_price_cents
    FROM fact_receipt_lines
   WHERE promo_code IS NOT NULL
  UNION ALL
  SELECT order_id, promo_code, product_id, quantity, unit_price_cents, discount_cents, extended_price_cents
    FROM fact_online_order_lines
   WHERE promo_code IS NOT NULL
), kept AS (
  SELECT a.trace_id, w.promotion_id,
         r.gross_subtotal_cents >= w.minimum_cents
           AND bool_and((w.departments = '{}' OR p.department = ANY (w.departments))
             AND (w.clearance OR l.extended_price_cents > l.quantity * p.cost_cents)
             AND CASE w.discount_type
                   -- Basis points of the line, or of the second of each pair, rounded half up.
                   WHEN 'PERCENTAGE' THEN l.discount_cents = div(l.quantity * l.unit_price_cents * w.value + 5000, 10000)
                   WHEN 'BOGO' THEN l.discount_cents = div(l.quantity / 2 * l.unit_price_cents * w.value + 5000, 10000)
                   ELSE true END)
           AND (w.discount_type <> 'FIXED_AMOUNT' OR sum(l.discount_cents) = w.value) AS keeps
    FROM fact_promotions a
    JOIN purchases r ON r.purchase = coalesce(a.receipt_id, a.order_id)
    JOIN lines l ON (l.purchase, l.promo_code) = (r.purchase, a.promo_code)
    JOIN dim_products p USING (product_id)
    JOIN windows w ON w.promo_code = a.promo_code
     AND w.discount_type = a.discount_type
     AND CASE w.origin WHEN 'calendar' THEN a.event_date BETWEEN w.starts_on AND w.ends_on
                       ELSE a.event_ts >= w.opened AND a.event_ts <= w.closed END
   GROUP BY a.trace_id, w.promotion_id, w.minimum_cents, w.discount_type, w.value, r.gross_subtotal_cents
), best AS (
  SELECT trace_id, bool_or(keeps) AS keeps FROM kept GROUP BY trace_id
)
SELECT format('%s, code %s', coalesce('receipt ' || a.receipt_id, 'order ' || a.order_id), a.promo_code) AS offender,
       format('takes off %s by %s on %s%s', a.discount_cents, a.discount_type, a.event_date,
              CASE WHEN b.keeps IS NULL THEN ', when it is not valid' ELSE ', not as the code says' END) AS detail,
       b.keeps AS holds
  FROM fact_promotions a
  LEFT JOIN best b USING (trace_id)
 -- What names a receipt and an order, or neither, breaks promotions_add_up.
 WHERE num_nonnulls(a.receipt_id, a.order_id) = 1
