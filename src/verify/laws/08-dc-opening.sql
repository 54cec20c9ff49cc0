-- law: 8
-- name: dc_stock_opens
-- says: A DC opens with exactly one INITIAL movement per product of its snapshot, of the snapshot's quantity.
WITH initial AS (
  SELECT dc_id, product_id, count(*) AS movements, sum(quantity_delta) AS units
    FROM fact_dc_inventory_txn
   WHERE reason = 'INITIAL'
   GROUP BY dc_id, product_id
)
SELECT format('DC %s, product %s', dc_id, product_id) AS offender,
       format('snapshot %s, INITIAL %s in %s movements',
              coalesce(s.current_quantity::text, 'none'), coalesce(i.units, 0), coalesce(i.movements, 0)) AS detail,
       i.movements = 1 AND i.units = s.current_quantity AS holds
  FROM initial i
  FULL JOIN dc_inventory_snapshots s USING (dc_id, product_id)
 -- Before a DC has opened there is nothing to compare.
 WHERE dc_id IN (SELECT dc_id FROM initial)
