-- law: 2
-- name: stock_is_in_one_place
-- says: A stockout or reorder names a store or a DC, never both and never neither.
SELECT kind || ' ' || trace_id AS offender,
       format('store %s, DC %s', coalesce(store_id::text, 'none'), coalesce(dc_id::text, 'none')) AS detail,
       num_nonnulls(store_id, dc_id) = 1 AS holds
  FROM (      SELECT 'stockout' AS kind, trace_id, store_id, dc_id FROM fact_stockouts
    UNION ALL SELECT 'reorder', trace_id, store_id, dc_id          FROM fact_reorders
       ) AS needs
