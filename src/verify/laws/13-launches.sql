-- law: 13
-- name: nothing_sold_before_launch
-- says: A product is sold from its launch date on, not before.
SELECT format('receipt %s, line %s', l.receipt_id, l.line_number) AS offender,
       format('product %s was sold on %s, but is launched on %s', product_id, l.event_date, p.launch_date) AS detail,
       p.launch_date <= l.event_date AS holds
  FROM fact_receipt_lines l
  JOIN dim_products p USING (product_id)
