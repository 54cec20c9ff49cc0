-- law: 1
-- name: natural_keys_unique
-- says: Store, DC, plate, loyalty card and device numbers, and a product's name under its brand, are given once.
SELECT kind || ' ' || number AS offender,
       'given to ' || count(*) || ' rows' AS detail,
       count(*) = 1 AS holds
  FROM (      SELECT 'store' AS kind, store_number AS number FROM dim_stores
    UNION ALL SELECT 'distribution center', dc_number        FROM dim_distribution_centers
    UNION ALL SELECT 'truck', license_plate                  FROM dim_trucks
    UNION ALL SELECT 'loyalty card', loyalty_card            FROM dim_customers
    UNION ALL SELECT 'device', ble_id                        FROM dim_customers
    UNION ALL SELECT 'advertising id', ad_id                 FROM dim_customers
    UNION ALL SELECT 'product', brand || ' ' || product_name FROM dim_products
    UNION ALL SELECT 'day', date::text                       FROM dim_date
       ) AS numbers
 GROUP BY kind, number
