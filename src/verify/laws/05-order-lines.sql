-- law: 5
-- name: order_lines_add_up
-- says: The lines of an online order, numbered 1, 2, 3, ..., add up to its units, gross, discount, subtotal and tax; only a promotion takes something off.
WITH lines AS (
  SELECT l.order_id,
         count(*) AS lines,
         max(l.line_number) AS last_number,
         sum(l.quantity) AS units,
         sum(l.quantity * l.unit_price_cents) AS gross,
         sum(l.discount_cents) AS discount,
         sum(l.extended_price_cents) AS subtotal,
         bool_and(l.quantity * l.unit_price_cents - l.discount_cents = l.extended_price_cents
                  AND l.discount_cents >= 0
                  AND (l.discount_cents > 0) = (l.promo_code IS NOT NULL)) AS each_line_holds,
         -- Cents x basis points x percent of the rate that the product bears, rounded half up; for a DC at the rate of the
         -- customer's home store.
         sum(div(l.extended_price_cents * s.tax_rate_bps
                 * CASE p.taxability WHEN 'TAXABLE' THEN 100 WHEN 'REDUCED_RATE' THEN 50 ELSE 0 END + 500000,
                 1000000)) AS tax
    FROM fact_online_order_lines l
    JOIN fact_online_order_headers h USING (order_id)
    JOIN dim_customers c USING (customer_id)
    JOIN dim_stores s ON s.store_id = CASE h.node_type WHEN 'STORE' THEN h.node_id ELSE c.home_store_id END
    JOIN dim_products p USING (product_id)
   GROUP BY l.order_id
)
SELECT 'order ' || h.order_id AS offender,
       format('units %s, gross %s, discount %s, subtotal %s, tax %s, but its %s lines (to number %s) have %s, %s, %s, %s, %s',
              h.item_count, h.gross_subtotal_cents, h.discount_cents, h.subtotal_cents, h.tax_cents,
              coalesce(l.lines, 0), l.last_number, l.units, l.gross, l.discount, l.subtotal, l.tax) AS detail,
       l.each_line_holds
         AND l.last_number = l.lines
         AND l.units = h.item_count
         AND l.gross = h.gross_subtotal_cents
         AND l.discount = h.discount_cents
         AND l.subtotal = h.subtotal_cents
         AND l.tax = h.tax_cents AS holds
  FROM fact_online_order_headers h
  LEFT JOIN lines l USING (order_id)
