-- law: 8
-- name: store_stock_opens
-- says: A store opens with exactly one INITIAL movement per product of its snapshot, of the snapshot's quantity.
WITH initial AS (
  SELECT store_id, product_id, count(*) AS movements, sum(quantity_delta) AS units
    FROM fact_store_inventory_txn
   WHERE reason = 'INITIAL'
   GROUP BY store_id, product_id
)
SELECT format('store %s, product %s', store_id, product_id) AS offender,
       format('snapshot %s, INITIAL %s in %s movements',
              coalesce(s.current_quantity::text, 'none'), coalesce(i.units, 0), coalesce(i.movements, 0)) AS detail,
       i.movements = 1 AND i.units = s.current_quantity AS holds
  FROM initial i
  FULL JOIN store_inventory_snapshots s USING (store_id, product_id)
 -- Before a store has opened there is nothing to compare.
 WHERE store_id IN (SELECT store_id FROM initial)
