-- law: 13
-- name: nothing_sold_before_launch
-- says: A product is sold from its launch date on, not before, in stores and online.
WITH sold AS (
  SELECT 'receipt ' || receipt_id AS where_sold, line_number, product_id, event_date FROM fact_receipt_lines
  UNION ALL
  SELECT 'order ' || order_id, line_number, product_id, event_date FROM fact_online_order_lines
)
SELECT format('%s, line %s', where_sold, line_number) AS offender,
       format('product %s was sold on %s, but is launched on %s', product_id, event_date, p.launch_date) AS detail,
       p.launch_date <= event_date AS holds
  FROM sold
  JOIN dim_products p USING (product_id)
