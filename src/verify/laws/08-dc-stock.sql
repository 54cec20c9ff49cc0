-- law: 8
-- name: dc_stock_balances
-- says: The balance of a product in a DC is the sum of all its movements since INITIAL, after each of them, and never negative.
-- Movements of one instant have no order in the table. So a balance is not compared with a running sum but squares with it:
-- balance² - (balance before)² summed over any chain of movements is the square of where the chain ends.
WITH chain AS (
  SELECT trace_id, dc_id, product_id, quantity_delta, balance, event_ts,
         sum(quantity_delta) OVER so_far AS stock,
         sum(balance::float8 * balance - (balance - quantity_delta)::float8 * (balance - quantity_delta)) OVER so_far AS squares
    FROM fact_dc_inventory_txn
  WINDOW so_far AS (PARTITION BY dc_id, product_id ORDER BY event_ts)
), checked AS (
  SELECT *, squares - stock::float8 * stock AS error,
         lag(squares - stock::float8 * stock, 1, 0) OVER (PARTITION BY dc_id, product_id ORDER BY event_ts) AS error_before
    FROM chain
)
SELECT format('DC %s, product %s, movement %s', dc_id, product_id, trace_id) AS offender,
       format('moves %s to balance %s; all movements so far sum to %s', quantity_delta, balance, stock) AS detail,
       error = error_before AND balance >= 0 AS holds
  FROM checked
