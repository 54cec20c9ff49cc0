-- law: 5
-- name: receipt_lines_add_up
-- says: The lines of a receipt, numbered 1, 2, 3, ..., add up to its units, gross, discount, subtotal and tax.
WITH lines AS (
  SELECT l.receipt_id,
         count(*) AS lines,
         max(l.line_number) AS last_number,
         sum(l.quantity) AS units,
         sum(l.quantity * l.unit_price_cents) AS gross,
         sum(l.discount_cents) AS discount,
         sum(abs(l.extended_price_cents)) AS subtotal,
         bool_and(l.quantity * l.unit_price_cents - l.discount_cents = abs(l.extended_price_cents)) AS each_line_holds,
         -- Cents x basis points x percent of the rate that the product bears, rounded half up.
         sum(div(abs(l.extended_price_cents) * s.tax_rate_bps
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
         AND l.gross = abs(r.gross_subtotal_cents)
         AND l.discount = abs(r.discount_cents)
         AND l.subtotal = abs(r.subtotal_cents)
         AND l.tax = abs(r.tax_cents)
         AND (r.receipt_type = 'RETURN') = (r.total_cents < 0) AS holds
  FROM fact_receipts r
  LEFT JOIN lines l USING (receipt_id)
