-- law: 6
-- name: store_day_totals
-- says: The control totals of a store's business day equal the sums over the day, and no day between two others is missing.
WITH sold AS (
  SELECT store_id, event_date,
         count(*) AS receipts,
         sum(item_count) AS units,
         sum(subtotal_cents) AS subtotal,
         sum(discount_cents) AS discount,
         sum(tax_cents) AS tax,
         sum(total_cents) AS total,
         coalesce(sum(total_cents) FILTER (WHERE tender_type = 'CASH'), 0) AS cash
    FROM fact_receipts
   GROUP BY store_id, event_date
), lines AS (
  SELECT store_id, event_date, count(*) AS lines
    FROM fact_receipt_lines
   GROUP BY store_id, event_date
), visited AS (
  SELECT store_id, event_date, count(*) AS visits
    FROM fact_customer_sessions
   GROUP BY store_id, event_date
), moved AS (
  SELECT store_id, event_date,
         coalesce(sum(quantity_delta) FILTER (WHERE quantity_delta > 0), 0) AS units_in,
         coalesce(-sum(quantity_delta) FILTER (WHERE quantity_delta < 0), 0) AS units_out
    FROM fact_store_inventory_txn
   WHERE reason <> 'INITIAL'
   GROUP BY store_id, event_date
), found AS (
  SELECT store_id, event_date,
         ARRAY[coalesce(visits, 0), coalesce(receipts, 0), coalesce(lines, 0), coalesce(units, 0),
               coalesce(subtotal, 0), coalesce(discount, 0), coalesce(tax, 0), coalesce(total, 0), coalesce(cash, 0),
               coalesce(units_in, 0), coalesce(units_out, 0)]::bigint[] AS totals
    FROM sold
    FULL JOIN lines USING (store_id, event_date)
    FULL JOIN visited USING (store_id, event_date)
    FULL JOIN moved USING (store_id, event_date)
), told AS (
  SELECT store_id, business_date AS event_date,
         ARRAY[visits, receipts, lines, units, subtotal_cents, discount_cents, tax_cents, total_cents, cash_cents,
               units_in, units_out]::bigint[] AS totals,
         business_date - row_number() OVER (PARTITION BY store_id ORDER BY business_date)::int
           = min(business_date) OVER (PARTITION BY store_id) - 1 AS follows
    FROM fact_store_days
)
SELECT format('store %s on %s', store_id, event_date) AS offender,
       format('visits, receipts, lines, units, subtotal, discount, tax, total, cash, units in and out: told %s, found %s',
              told.totals, found.totals) || CASE WHEN told.follows THEN '' ELSE '; a day before it is missing' END AS detail,
       told.totals = coalesce(found.totals, array_fill(0::bigint, ARRAY[11])) AND told.follows AS holds
  FROM told
  LEFT JOIN found USING (store_id, event_date)
