-- Fact tables: one per projection in projections/. Every fact begins with the place of its event: when it happened, the
-- local business date of the store or DC where it happened, and the event's id. Money is in whole cents. Event ids are
-- time-ordered, so that a primary key on them grows at its right end. Nothing here checks what `tillstream verify` proves:
-- checks and enforced foreign keys would make loading several times slower.

CREATE SCHEMA IF NOT EXISTS tillstream;

CREATE TABLE tillstream.log (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  log_id text NOT NULL,
  bound_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE tillstream.log IS 'The event log that the tables of this database are made from.';

CREATE TABLE tillstream.checkpoints (
  reader text PRIMARY KEY,
  position bigint,
  slice bigint NOT NULL,
  simulated_to timestamptz,
  updated_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE tillstream.checkpoints IS
  'How far each reader of the event log has come. A projection moves its row in the transaction that writes its facts.';
COMMENT ON COLUMN tillstream.checkpoints.reader IS 'Name of the reader; `projection:` and the table for a fact table.';
COMMENT ON COLUMN tillstream.checkpoints.position IS 'Position in the log up to which the reader has seen everything; null for nothing yet.';
COMMENT ON COLUMN tillstream.checkpoints.slice IS 'Number of the last slice of the log that the reader has taken in; 0 for none yet.';
COMMENT ON COLUMN tillstream.checkpoints.simulated_to IS 'Simulated time at which that slice ends.';
COMMENT ON COLUMN tillstream.checkpoints.updated_at IS 'Wall time.';

CREATE TABLE fact_receipts (
  event_ts timestamptz NOT NULL,
  event_date date NOT NULL,
  trace_id uuid NOT NULL,
  correlation_id uuid NOT NULL,
  parent_event_id uuid,
  receipt_id text PRIMARY KEY,
  receipt_type text NOT NULL,
  return_for_receipt_id text,
  store_id int NOT NULL,
  customer_id int,
  item_count int NOT NULL,
  gross_subtotal_cents bigint NOT NULL,
  discount_cents bigint NOT NULL,
  subtotal_cents bigint NOT NULL,
  tax_cents bigint NOT NULL,
  total_cents bigint NOT NULL,
  tender_type text NOT NULL,
  campaign_id text,
  impression_id text,
  caused_by_impression_id text
);
CREATE INDEX ON fact_receipts (store_id, event_ts);
CREATE INDEX ON fact_receipts USING brin (event_ts);
COMMENT ON TABLE fact_receipts IS 'One row per receipt of a store: a sale, or a return with negative cents.';
COMMENT ON COLUMN fact_receipts.receipt_type IS 'SALE or RETURN.';
COMMENT ON COLUMN fact_receipts.return_for_receipt_id IS 'The sale that a return gives back.';
COMMENT ON COLUMN fact_receipts.customer_id IS 'Null for an unknown buyer.';
COMMENT ON COLUMN fact_receipts.item_count IS 'Units, summed over the lines.';
COMMENT ON COLUMN fact_receipts.gross_subtotal_cents IS 'Before discount and tax.';
COMMENT ON COLUMN fact_receipts.discount_cents IS 'Gross subtotal - discount = subtotal.';
COMMENT ON COLUMN fact_receipts.subtotal_cents IS 'Before tax; the sum of the lines.';
COMMENT ON COLUMN fact_receipts.tax_cents IS 'Rounded half up per line.';
COMMENT ON COLUMN fact_receipts.total_cents IS 'Subtotal + tax; the approved payment.';
COMMENT ON COLUMN fact_receipts.tender_type IS 'CASH, CREDIT_CARD, DEBIT_CARD, CHECK or MOBILE_PAY.';
COMMENT ON COLUMN fact_receipts.impression_id IS 'The last advertisement that the buyer saw within seven days.';
COMMENT ON COLUMN fact_receipts.caused_by_impression_id IS 'The advertisement that caused the visit.';

CREATE TABLE fact_receipt_lines (
  event_ts timestamptz NOT NULL,
  event_date date NOT NULL,
  trace_id uuid NOT NULL,
  receipt_id text NOT NULL,
  line_number int NOT NULL,
  store_id int NOT NULL,
  product_id int NOT NULL,
  quantity int NOT NULL,
  unit_price_cents bigint NOT NULL,
  discount_cents bigint NOT NULL,
  extended_price_cents bigint NOT NULL,
  promo_code text,
  PRIMARY KEY (receipt_id, line_number)
);
CREATE INDEX ON fact_receipt_lines USING brin (event_ts);
COMMENT ON TABLE fact_receipt_lines IS 'One row per line of a receipt.';
COMMENT ON COLUMN fact_receipt_lines.line_number IS '1, 2, 3, ... within the receipt.';
COMMENT ON COLUMN fact_receipt_lines.quantity IS 'Units.';
COMMENT ON COLUMN fact_receipt_lines.unit_price_cents IS 'Price of one unit before discount.';
COMMENT ON COLUMN fact_receipt_lines.discount_cents IS 'Of the whole line.';
COMMENT ON COLUMN fact_receipt_lines.extended_price_cents IS 'Quantity x unit price - discount, before tax; negative on a return.';
COMMENT ON COLUMN fact_receipt_lines.promo_code IS 'The promotion that gave the discount.';

CREATE TABLE fact_payments (
  event_ts timestamptz NOT NULL,
  event_date date NOT NULL,
  trace_id uuid PRIMARY KEY,
  correlation_id uuid NOT NULL,
  parent_event_id uuid,
  receipt_id text,
  order_id text,
  payment_method text NOT NULL,
  amount_cents bigint NOT NULL,
  transaction_id text NOT NULL,
  processing_time timestamptz NOT NULL,
  processing_time_ms int NOT NULL,
  status text NOT NULL,
  decline_reason text,
  store_id int,
  customer_id int
);
CREATE INDEX ON fact_payments USING brin (event_ts);
COMMENT ON TABLE fact_payments IS 'One row per attempt to pay a receipt or an online order (exactly one of them).';
COMMENT ON COLUMN fact_payments.amount_cents IS 'Tax included; negative for a refund.';
COMMENT ON COLUMN fact_payments.processing_time IS 'When the attempt was processed.';
COMMENT ON COLUMN fact_payments.processing_time_ms IS 'Milliseconds that the terminal took.';
COMMENT ON COLUMN fact_payments.status IS 'APPROVED or DECLINED.';
COMMENT ON COLUMN fact_payments.decline_reason IS 'Null when approved.';
COMMENT ON COLUMN fact_payments.customer_id IS 'Null for an unknown buyer.';

CREATE TABLE fact_store_inventory_txn (
  event_ts timestamptz NOT NULL,
  event_date date NOT NULL,
  trace_id uuid NOT NULL,
  parent_event_id uuid,
  line_number int NOT NULL,
  store_id int NOT NULL,
  product_id int NOT NULL,
  quantity_delta int NOT NULL,
  balance int NOT NULL,
  reason text NOT NULL,
  source text,
  PRIMARY KEY (trace_id, line_number)
);
CREATE INDEX ON fact_store_inventory_txn USING brin (event_ts);
COMMENT ON TABLE fact_store_inventory_txn IS
  'One row per movement of a product into or out of a store; the first of each product (INITIAL) is what it opened with.';
COMMENT ON COLUMN fact_store_inventory_txn.line_number IS 'Which row of the event: 0, but 1, 2, 3, ... for the products of an INITIAL event.';
COMMENT ON COLUMN fact_store_inventory_txn.quantity_delta IS 'Units; negative when they leave.';
COMMENT ON COLUMN fact_store_inventory_txn.balance IS 'Units that the store holds afterwards.';
COMMENT ON COLUMN fact_store_inventory_txn.reason IS
  'INITIAL, INBOUND_SHIPMENT, OUTBOUND_SHIPMENT, SALE, RETURN, ADJUSTMENT, DAMAGED or LOST.';
COMMENT ON COLUMN fact_store_inventory_txn.source IS 'Receipt, order or shipment; null for INITIAL.';

CREATE TABLE fact_dc_inventory_txn (
  event_ts timestamptz NOT NULL,
  event_date date NOT NULL,
  trace_id uuid NOT NULL,
  parent_event_id uuid,
  line_number int NOT NULL,
  dc_id int NOT NULL,
  product_id int NOT NULL,
  quantity_delta int NOT NULL,
  balance int NOT NULL,
  reason text NOT NULL,
  source text,
  PRIMARY KEY (trace_id, line_number)
);
CREATE INDEX ON fact_dc_inventory_txn USING brin (event_ts);
COMMENT ON TABLE fact_dc_inventory_txn IS
  'One row per movement of a product into or out of a distribution centre; the first of each product (INITIAL) is what it opened with.';
COMMENT ON COLUMN fact_dc_inventory_txn.line_number IS 'Which row of the event: 0, but 1, 2, 3, ... for the products of an INITIAL event.';
COMMENT ON COLUMN fact_dc_inventory_txn.quantity_delta IS 'Units; negative when they leave.';
COMMENT ON COLUMN fact_dc_inventory_txn.balance IS 'Units that the distribution centre holds afterwards.';
COMMENT ON COLUMN fact_dc_inventory_txn.reason IS
  'INITIAL, INBOUND_SHIPMENT, OUTBOUND_SHIPMENT, SALE, RETURN, ADJUSTMENT, DAMAGED or LOST.';
COMMENT ON COLUMN fact_dc_inventory_txn.source IS 'Shipment or order; null for INITIAL.';

CREATE TABLE fact_truck_moves (
  event_ts timestamptz NOT NULL,
  event_date date NOT NULL,
  trace_id uuid PRIMARY KEY,
  correlation_id uuid NOT NULL,
  parent_event_id uuid,
  shipment_id text NOT NULL,
  truck_id int,
  dc_id int NOT NULL,
  store_id int,
  supplier_id int,
  status text NOT NULL,
  eta timestamptz,
  etd timestamptz
);
CREATE INDEX ON fact_truck_moves (shipment_id);
COMMENT ON TABLE fact_truck_moves IS 'One row per step of a shipment.';
COMMENT ON COLUMN fact_truck_moves.truck_id IS 'Null while no truck is assigned.';
COMMENT ON COLUMN fact_truck_moves.store_id IS 'Where the shipment goes; null when a supplier sends it to the distribution centre.';
COMMENT ON COLUMN fact_truck_moves.supplier_id IS 'Where the shipment comes from; null when it comes from the distribution centre.';
COMMENT ON COLUMN fact_truck_moves.status IS 'SCHEDULED, LOADING, IN_TRANSIT, ARRIVED, UNLOADING, COMPLETED or DELAYED.';
COMMENT ON COLUMN fact_truck_moves.eta IS 'Estimated arrival, on steps that estimate it.';
COMMENT ON COLUMN fact_truck_moves.etd IS 'Estimated departure, on steps that estimate it.';

CREATE TABLE fact_truck_inventory (
  event_ts timestamptz NOT NULL,
  event_date date NOT NULL,
  trace_id uuid NOT NULL,
  line_number int NOT NULL,
  shipment_id text NOT NULL,
  truck_id int,
  product_id int NOT NULL,
  quantity int NOT NULL,
  action text NOT NULL,
  location_type text NOT NULL,
  location_id int NOT NULL,
  PRIMARY KEY (trace_id, line_number)
);
CREATE INDEX ON fact_truck_inventory USING brin (event_ts);
COMMENT ON TABLE fact_truck_inventory IS 'One row per product that a shipment loads or unloads.';
COMMENT ON COLUMN fact_truck_inventory.line_number IS '1, 2, 3, ... within the loading or unloading.';
COMMENT ON COLUMN fact_truck_inventory.truck_id IS 'Null while no truck is assigned.';
COMMENT ON COLUMN fact_truck_inventory.quantity IS 'Units.';
COMMENT ON COLUMN fact_truck_inventory.action IS 'LOAD or UNLOAD.';
COMMENT ON COLUMN fact_truck_inventory.location_type IS 'Where it happens: STORE, DC or SUPPLIER.';
COMMENT ON COLUMN fact_truck_inventory.location_id IS 'Id of the store, distribution centre or supplier.';

CREATE TABLE fact_foot_traffic (
  event_ts timestamptz NOT NULL,
  event_date date NOT NULL,
  trace_id uuid PRIMARY KEY,
  store_id int NOT NULL,
  sensor_id text NOT NULL,
  zone text NOT NULL,
  period_start timestamptz NOT NULL,
  customer_count int NOT NULL,
  dwell_seconds int NOT NULL
);
CREATE INDEX ON fact_foot_traffic USING brin (event_ts);
COMMENT ON TABLE fact_foot_traffic IS 'One row per zone and quarter of an hour in which anyone was seen there; event_ts is its end.';
COMMENT ON COLUMN fact_foot_traffic.period_start IS 'Start of the quarter of an hour.';
COMMENT ON COLUMN fact_foot_traffic.customer_count IS 'People seen.';
COMMENT ON COLUMN fact_foot_traffic.dwell_seconds IS 'Seconds that they spent in the zone together.';

CREATE TABLE fact_ble_pings (
  event_ts timestamptz NOT NULL,
  event_date date NOT NULL,
  trace_id uuid PRIMARY KEY,
  store_id int NOT NULL,
  beacon_id text NOT NULL,
  customer_ble_id text NOT NULL,
  customer_id int,
  rssi int NOT NULL,
  zone text NOT NULL
);
CREATE INDEX ON fact_ble_pings USING brin (event_ts);
COMMENT ON TABLE fact_ble_pings IS 'One row each time that a beacon hears the device of a tracked visitor.';
COMMENT ON COLUMN fact_ble_pings.customer_id IS 'Null when nobody knows whose device it is.';
COMMENT ON COLUMN fact_ble_pings.rssi IS 'Signal strength in dBm, -90 to -30.';

CREATE TABLE fact_customer_zone_changes (
  event_ts timestamptz NOT NULL,
  event_date date NOT NULL,
  trace_id uuid PRIMARY KEY,
  store_id int NOT NULL,
  customer_ble_id text NOT NULL,
  from_zone text NOT NULL,
  to_zone text NOT NULL
);
CREATE INDEX ON fact_customer_zone_changes USING brin (event_ts);
COMMENT ON TABLE fact_customer_zone_changes IS 'One row each time that a tracked visitor walks from one zone into another.';

CREATE TABLE fact_customer_sessions (
  event_ts timestamptz NOT NULL,
  event_date date NOT NULL,
  trace_id uuid NOT NULL,
  correlation_id uuid NOT NULL,
  parent_event_id uuid,
  session_id uuid PRIMARY KEY,
  store_id int NOT NULL,
  customer_id int,
  customer_ble_id text,
  party_size int NOT NULL,
  entered_at timestamptz NOT NULL,
  left_at timestamptz NOT NULL,
  zones text[] NOT NULL,
  dwell_time int NOT NULL,
  segment text NOT NULL,
  trip_type text NOT NULL,
  purchased boolean NOT NULL,
  receipt_id text,
  lost_lines int NOT NULL,
  substitutes int NOT NULL,
  impression_id text,
  payment_failed boolean NOT NULL
);
CREATE INDEX ON fact_customer_sessions (store_id, entered_at);
CREATE INDEX ON fact_customer_sessions USING brin (event_ts);
COMMENT ON TABLE fact_customer_sessions IS 'One row per visit, written when the party leaves the store.';
COMMENT ON COLUMN fact_customer_sessions.session_id IS 'Id of the event with which the party entered.';
COMMENT ON COLUMN fact_customer_sessions.customer_id IS 'Null for an unknown visitor.';
COMMENT ON COLUMN fact_customer_sessions.customer_ble_id IS 'Null for a visitor without a device that beacons hear.';
COMMENT ON COLUMN fact_customer_sessions.party_size IS 'People, 1 to 4.';
COMMENT ON COLUMN fact_customer_sessions.left_at IS 'The same as event_ts.';
COMMENT ON COLUMN fact_customer_sessions.zones IS 'Zones in the order in which they were walked, ENTRANCE to EXIT.';
COMMENT ON COLUMN fact_customer_sessions.dwell_time IS 'Seconds from door to door.';
COMMENT ON COLUMN fact_customer_sessions.trip_type IS 'QUICK, GROCERY_RUN, FAMILY or BULK.';
COMMENT ON COLUMN fact_customer_sessions.receipt_id IS 'Null when nothing was bought.';
COMMENT ON COLUMN fact_customer_sessions.lost_lines IS 'Wanted lines that the shelf could not serve.';
COMMENT ON COLUMN fact_customer_sessions.substitutes IS 'Lines for which another product was taken.';
COMMENT ON COLUMN fact_customer_sessions.impression_id IS 'The advertisement that caused the visit.';
COMMENT ON COLUMN fact_customer_sessions.payment_failed IS 'Whether the goods stayed because every payment was declined.';

CREATE TABLE fact_store_ops (
  event_ts timestamptz NOT NULL,
  event_date date NOT NULL,
  trace_id uuid PRIMARY KEY,
  store_id int NOT NULL,
  operation_type text NOT NULL,
  operation_time timestamptz NOT NULL,
  weather text
);
COMMENT ON TABLE fact_store_ops IS 'One row each time that a store opens or closes its doors.';
COMMENT ON COLUMN fact_store_ops.operation_type IS 'opened or closed.';
COMMENT ON COLUMN fact_store_ops.weather IS 'sunny, cloudy, rainy, snowy or stormy; null on closing.';

CREATE TABLE fact_stockouts (
  event_ts timestamptz NOT NULL,
  event_date date NOT NULL,
  trace_id uuid PRIMARY KEY,
  store_id int,
  dc_id int,
  product_id int NOT NULL,
  last_known_quantity int NOT NULL,
  detection_time timestamptz NOT NULL
);
CREATE INDEX ON fact_stockouts USING brin (event_ts);
COMMENT ON TABLE fact_stockouts IS 'One row each time that a store or distribution centre (exactly one of them) runs out of a product.';
COMMENT ON COLUMN fact_stockouts.last_known_quantity IS 'Units that were left just before.';

CREATE TABLE fact_reorders (
  event_ts timestamptz NOT NULL,
  event_date date NOT NULL,
  trace_id uuid PRIMARY KEY,
  correlation_id uuid NOT NULL,
  parent_event_id uuid,
  store_id int,
  dc_id int,
  product_id int NOT NULL,
  current_quantity int NOT NULL,
  reorder_quantity int NOT NULL,
  reorder_point int NOT NULL,
  priority text NOT NULL
);
CREATE INDEX ON fact_reorders USING brin (event_ts);
COMMENT ON TABLE fact_reorders IS 'One row each time that a store or distribution centre (exactly one of them) orders a product again.';
COMMENT ON COLUMN fact_reorders.current_quantity IS 'Units in stock.';
COMMENT ON COLUMN fact_reorders.reorder_quantity IS 'Units ordered.';
COMMENT ON COLUMN fact_reorders.reorder_point IS 'Units at or below which more are ordered.';
COMMENT ON COLUMN fact_reorders.priority IS 'NORMAL, HIGH or URGENT.';

CREATE TABLE fact_store_days (
  event_ts timestamptz NOT NULL,
  event_date date NOT NULL,
  trace_id uuid NOT NULL,
  store_id int NOT NULL,
  business_date date NOT NULL,
  weather text NOT NULL,
  expected_visits double precision NOT NULL,
  visits int NOT NULL,
  receipts int NOT NULL,
  lines int NOT NULL,
  units int NOT NULL,
  subtotal_cents bigint NOT NULL,
  discount_cents bigint NOT NULL,
  tax_cents bigint NOT NULL,
  total_cents bigint NOT NULL,
  cash_cents bigint NOT NULL,
  units_in int NOT NULL,
  units_out int NOT NULL,
  PRIMARY KEY (store_id, business_date)
);
COMMENT ON TABLE fact_store_days IS 'Control totals: one row per store and business day, local midnight to midnight, also when it was closed.';
COMMENT ON COLUMN fact_store_days.expected_visits IS 'Mean around which the number of visits was drawn.';
COMMENT ON COLUMN fact_store_days.units IS 'Units sold less units returned.';
COMMENT ON COLUMN fact_store_days.cash_cents IS 'Part of the total that was paid in cash.';
COMMENT ON COLUMN fact_store_days.units_in IS 'Units that came into stock for any reason.';
COMMENT ON COLUMN fact_store_days.units_out IS 'Units that left stock for any reason.';

CREATE TABLE fact_dc_days (
  event_ts timestamptz NOT NULL,
  event_date date NOT NULL,
  trace_id uuid NOT NULL,
  dc_id int NOT NULL,
  business_date date NOT NULL,
  units_in int NOT NULL,
  units_out int NOT NULL,
  PRIMARY KEY (dc_id, business_date)
);
COMMENT ON TABLE fact_dc_days IS 'Control totals: one row per distribution centre and business day, local midnight to midnight.';
COMMENT ON COLUMN fact_dc_days.units_in IS 'Units that came into stock for any reason.';
COMMENT ON COLUMN fact_dc_days.units_out IS 'Units that left stock for any reason.';

DO $$
DECLARE
  fact text;
BEGIN
  FOR fact IN
    SELECT tablename FROM pg_tables WHERE schemaname = current_schema() AND tablename LIKE 'fact\_%'
  LOOP
    EXECUTE format('COMMENT ON COLUMN %I.event_ts IS %L', fact, 'When it happened, in simulated time.');
    EXECUTE format('COMMENT ON COLUMN %I.event_date IS %L', fact, 'Local business date of the store or distribution centre.');
    EXECUTE format('COMMENT ON COLUMN %I.trace_id IS %L', fact, 'Id of the event that the row tells of.');
  END LOOP;
END $$;

-- Declared for the tools that read them; `tillstream verify` proves them. Servers before PostgreSQL 18 know no key that is
-- not enforced, and go without.
DO $$
DECLARE
  reference record;
BEGIN
  IF current_setting('server_version_num')::int < 180000 THEN
    RETURN;
  END IF;
  FOR reference IN
    SELECT * FROM (VALUES
      ('fact_receipts', 'store_id', 'dim_stores', 'store_id'),
      ('fact_receipts', 'customer_id', 'dim_customers', 'customer_id'),
      ('fact_receipts', 'return_for_receipt_id', 'fact_receipts', 'receipt_id'),
      ('fact_receipt_lines', 'receipt_id', 'fact_receipts', 'receipt_id'),
      ('fact_receipt_lines', 'store_id', 'dim_stores', 'store_id'),
      ('fact_receipt_lines', 'product_id', 'dim_products', 'product_id'),
      ('fact_payments', 'receipt_id', 'fact_receipts', 'receipt_id'),
      ('fact_payments', 'store_id', 'dim_stores', 'store_id'),
      ('fact_payments', 'customer_id', 'dim_customers', 'customer_id'),
      ('fact_store_inventory_txn', 'store_id', 'dim_stores', 'store_id'),
      ('fact_store_inventory_txn', 'product_id', 'dim_products', 'product_id'),
      ('fact_dc_inventory_txn', 'dc_id', 'dim_distribution_centers', 'dc_id'),
      ('fact_dc_inventory_txn', 'product_id', 'dim_products', 'product_id'),
      ('fact_truck_moves', 'truck_id', 'dim_trucks', 'truck_id'),
      ('fact_truck_moves', 'dc_id', 'dim_distribution_centers', 'dc_id'),
      ('fact_truck_moves', 'store_id', 'dim_stores', 'store_id'),
      ('fact_truck_moves', 'supplier_id', 'dim_suppliers', 'supplier_id'),
      ('fact_truck_inventory', 'truck_id', 'dim_trucks', 'truck_id'),
      ('fact_truck_inventory', 'product_id', 'dim_products', 'product_id'),
      ('fact_foot_traffic', 'store_id', 'dim_stores', 'store_id'),
      ('fact_ble_pings', 'store_id', 'dim_stores', 'store_id'),
      ('fact_ble_pings', 'customer_id', 'dim_customers', 'customer_id'),
      ('fact_customer_zone_changes', 'store_id', 'dim_stores', 'store_id'),
      ('fact_customer_sessions', 'store_id', 'dim_stores', 'store_id'),
      ('fact_customer_sessions', 'customer_id', 'dim_customers', 'customer_id'),
      ('fact_customer_sessions', 'receipt_id', 'fact_receipts', 'receipt_id'),
      ('fact_store_ops', 'store_id', 'dim_stores', 'store_id'),
      ('fact_stockouts', 'store_id', 'dim_stores', 'store_id'),
      ('fact_stockouts', 'dc_id', 'dim_distribution_centers', 'dc_id'),
      ('fact_stockouts', 'product_id', 'dim_products', 'product_id'),
      ('fact_reorders', 'store_id', 'dim_stores', 'store_id'),
      ('fact_reorders', 'dc_id', 'dim_distribution_centers', 'dc_id'),
      ('fact_reorders', 'product_id', 'dim_products', 'product_id'),
      ('fact_store_days', 'store_id', 'dim_stores', 'store_id'),
      ('fact_dc_days', 'dc_id', 'dim_distribution_centers', 'dc_id')
    ) AS keys (fact, fact_column, target, target_column)
  LOOP
    EXECUTE format('ALTER TABLE %I ADD FOREIGN KEY (%I) REFERENCES %I (%I) NOT ENFORCED',
      reference.fact, reference.fact_column, reference.target, reference.target_column);
  END LOOP;
END $$;
