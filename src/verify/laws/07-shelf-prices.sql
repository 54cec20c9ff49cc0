-- law: 7
-- name: shelf_prices_charged
-- says: A line of a sale or an online order is sold at the sale price of its product or at the newest change: a command's holds at once, the weekly list's from its business day of the store or of the region that takes the order.
WITH weekly AS (
  SELECT product_id, new_price_cents AS price, effective_date AS since, event_ts AS told,
         lead(effective_date, 1, 'infinity') OVER (PARTITION BY product_id ORDER BY effective_date) AS until
    FROM fact_price_changes
   WHERE reason = 'weekly'
), commanded AS (
  SELECT product_id, new_price_cents AS price, event_ts AS since,
         lead(event_ts, 1, 'infinity') OVER (PARTITION BY product_id ORDER BY event_ts) AS until
    FROM fact_price_changes
   WHERE reason = 'command'
), sold AS (
  SELECT 'receipt ' || receipt_id AS purchase, line_number, product_id, unit_price_cents, event_date, event_ts
    FROM fact_receipt_lines
   WHERE quantity > 0
  UNION ALL
  SELECT 'order ' || order_id, line_number, product_id, unit_price_cents, event_date, event_ts
    FROM fact_online_order_lines
)
SELECT format('%s, line %s', l.purchase, l.line_number) AS offender,
       format('product %s for %s on %s; listed %s, weekly %s, by command %s',
              l.product_id, l.unit_price_cents, l.event_date, p.sale_price_cents,
              coalesce(w.price::text, 'none'), coalesce(c.price::text, 'none')) AS detail,
       l.unit_price_cents = coalesce(CASE WHEN w.told > c.since THEN w.price ELSE c.price END, w.price, p.sale_price_cents)
         AS holds
  FROM sold l
  LEFT JOIN dim_products p USING (product_id)
  LEFT JOIN weekly w ON w.product_id = l.product_id AND l.event_date >= w.since AND l.event_date < w.until
  LEFT JOIN commanded c ON c.product_id = l.product_id AND l.event_ts >= c.since AND l.event_ts < c.until
