-- law: 5
-- name: returns_within_sales
-- says: Of a product, no more units and cents come back than were sold, at the price of the sale, and the refund is by the tender of the sale.
WITH sold AS (
  SELECT receipt_id, product_id, sum(quantity) AS units, sum(extended_price_cents) AS cents, min(unit_price_cents) AS price
    FROM fact_receipt_lines
   WHERE receipt_id IN (SELECT return_for_receipt_id FROM fact_receipts WHERE receipt_type = 'RETURN')
   GROUP BY 1, 2
), returned AS (
  SELECT r.return_for_receipt_id AS receipt_id, l.product_id, min(r.tender_type) AS tender,
         -sum(l.quantity) AS units, -sum(l.extended_price_cents) AS cents,
         min(l.unit_price_cents) AS price, max(l.unit_price_cents) AS other_price
    FROM fact_receipts r
    JOIN fact_receipt_lines l USING (receipt_id)
   WHERE r.receipt_type = 'RETURN'
   GROUP BY 1, 2
)
SELECT format('sale %s, product %s', receipt_id, product_id) AS offender,
       format('sold %s units for %s cents (each %s) by %s; returned %s units for %s cents (each %s) by %s',
              coalesce(s.units, 0), coalesce(s.cents, 0), s.price, o.tender_type, r.units, r.cents, r.price, r.tender) AS detail,
       r.units <= s.units AND r.cents <= s.cents AND r.price = s.price AND r.other_price = s.price
         AND r.tender = o.tender_type AS holds
  FROM returned r
  LEFT JOIN sold s USING (receipt_id, product_id)
  LEFT JOIN fact_receipts o USING (receipt_id)
