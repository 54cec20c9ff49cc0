-- What the dashboard and the live feed look for.

-- A store's movements, as receipts and visits of a store are found; what it opened with is half of a short history, and not
-- looked for. It makes loading a company a hundredth slower.
CREATE INDEX ON fact_store_inventory_txn (store_id, event_ts) WHERE reason <> 'INITIAL';

-- Rows that are rare, which costs nothing: goods come to a shelf that was empty; an ad causes a visit.
CREATE INDEX ON fact_store_inventory_txn (event_ts, store_id, product_id)
  WHERE balance = quantity_delta AND reason <> 'INITIAL';
CREATE INDEX ON fact_customer_sessions (event_ts) WHERE impression_id IS NOT NULL;

-- Shipments that a disruption delays, which are rare too.
CREATE INDEX ON fact_truck_moves (disruption_id) WHERE disruption_id IS NOT NULL;

-- As other facts have it.
CREATE INDEX ON fact_truck_moves USING brin (event_ts);
