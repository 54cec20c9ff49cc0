-- law: 7
-- name: price_changes_in_bounds
-- says: A new shelf price is above cost and at most the MSRP, and differs from the price before it, which is the one that it names.
SELECT format('product %s from %s', product_id, effective_date) AS offender,
       format('%s instead of %s (before: %s); cost %s, MSRP %s', new_price_cents, old_price_cents, before, cost_cents, msrp_cents)
         AS detail,
       cost_cents < new_price_cents AND new_price_cents <= msrp_cents
         AND new_price_cents <> old_price_cents AND old_price_cents = before AS holds
  FROM (SELECT c.*, p.cost_cents, p.msrp_cents,
               lag(c.new_price_cents, 1, p.sale_price_cents)
                 OVER (PARTITION BY c.product_id ORDER BY c.event_ts) AS before
          FROM fact_price_changes c
          LEFT JOIN dim_products p USING (product_id)) AS changes
