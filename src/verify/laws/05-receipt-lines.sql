-- law: 5
-- name: receipt_lines_add_up
-- says: The lines of a receipt, numbered 1, 2, 3, ..., add up to its units, gross, discount, subtotal and tax; only a promotion takes something off; on a return all of them are negative.
WITH lines AS (
  SELECT l.receipt_id,
         count(*) AS lines,
         max(l.line_number) AS last_number,
         sum(l.quantity) AS units,
         sum(l.quantity * l.unit_price_cents) AS gross,
         sum(l.discount_cents) AS discount,
         sum(l.extended_price_cents) AS subtotal,
         max(sign(l.quantity)) AS sign,
         bool_and(l.quantity * l.unit_price_cents - l.discount_cents = l.extended_price_cents
                  AND sign(l.discount_cents) IN (0, sign(l.quantity))
                  AND (l.discount_cents = 0 OR l.promo_code IS NOT NULL)
                  AND (l.quantity < 0) = (l.disposition IS NOT NULL)) AS each_line_holds,
         -- Cents x basis points x percent of the rate that the product bears, rounded half up.
         sum(sign(l.quantity) * div(abs(l.extended_price_cents) * s.tax_rate_bps
                 * CASE p.taxability WHEN 'TAXABLE' THEN 100 WHEN 'REDUCED_RATE' THEN 50 ELSE 0 END + 500000,
                 1000000)) AS tax
    FROM fact_receipt_lines l
    JOIN dim_stores s USING (store_id)
    JOIN dim_products p USING (product_id)
   GROUP BY l.receipt_id
)
SELECT 'receipt ' || r.receipt_id AS offender,
       format('units %s, gross %s, discount %s, subtotal %s, tax %s, but its %s lines (to number %s) have %s, %s, %s, %s, %s',
              r.item_count, r.gross_subtotal_cents, r.discount_cents, r.subtotal_cents, r.tax_cents,
              coalesce(l.lines, 0), l.last_number, l.units, l.gross, l.discount, l.subtotal, l.tax) AS detail,
       l.each_line_holds
         AND l.last_number = l.lines
         AND l.units = r.item_count
         AND l.gross = r.gross_subtotal_cents
         AND l.discount = r.discount_cents
         AND l.subtotal = r.subtotal_cents
         AND l.tax = r.tax_cents
         AND l.sign = CASE r.receipt_type WHEN 'RETURN' THEN -1 ELSE 1 END AS holds
  FROM fact_receipts r
  LEFT JOIN lines l USING (receipt_id)
