-- law: 8
-- name: restocked_goods_return
-- says: Of what is brought back exactly the restocked units return to the stock of the store, and nothing else does.
WITH restocked AS (
  SELECT receipt_id AS source, store_id, product_id, -sum(quantity) AS units
    FROM fact_receipt_lines
   WHERE disposition = 'RESTOCKED'
   GROUP BY 1, 2, 3
), booked AS (
  SELECT source, store_id, product_id, sum(quantity_delta) AS units
    FROM fact_store_inventory_txn
   WHERE reason = 'RETURN'
   GROUP BY 1, 2, 3
)
SELECT format('receipt %s, product %s', source, product_id) AS offender,
       format('restocked %s in store %s, booked %s', coalesce(r.units, 0), store_id, coalesce(b.units, 0)) AS detail,
       r.units = b.units AS holds
  FROM restocked r
  FULL JOIN booked b USING (source, store_id, product_id)
