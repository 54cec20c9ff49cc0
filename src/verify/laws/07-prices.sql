-- law: 7
-- name: price_order
-- says: Of every product, 0 < cost < sale price <= MSRP.
SELECT 'product ' || product_id AS offender,
       format('cost %s, sale price %s, MSRP %s', cost_cents, sale_price_cents, msrp_cents) AS detail,
       0 < cost_cents AND cost_cents < sale_price_cents AND sale_price_cents <= msrp_cents AS holds
  FROM dim_products
