-- The web shop. Unlike other facts, these rows change: what becomes of an order is written into the row of the order, by its
-- key, in the transaction that moves the checkpoint. Pages keep some room for that.

CREATE TABLE fact_online_order_headers (
  event_ts timestamptz NOT NULL,
  event_date date NOT NULL,
  trace_id uuid NOT NULL,
  correlation_id uuid NOT NULL,
  parent_event_id uuid,
  order_id text PRIMARY KEY,
  customer_id int NOT NULL,
  requested_mode text NOT NULL,
  fulfillment_mode text NOT NULL,
  node_type text NOT NULL,
  node_id int NOT NULL,
  item_count int NOT NULL,
  gross_subtotal_cents bigint NOT NULL,
  discount_cents bigint NOT NULL,
  subtotal_cents bigint NOT NULL,
  tax_cents bigint NOT NULL,
  total_cents bigint NOT NULL,
  tender_type text NOT NULL,
  campaign_id text,
  impression_id text,
  fulfillment_status text NOT NULL,
  backordered_ts timestamptz,
  completed_ts timestamptz,
  cancellation_reason text
) WITH (fillfactor = 80);
CREATE INDEX ON fact_online_order_headers USING brin (event_ts);
COMMENT ON TABLE fact_online_order_headers IS 'One row per online order, with what has become of it.';
COMMENT ON COLUMN fact_online_order_headers.order_id IS 'O, the distribution centre of the region, the date there, and a number.';
COMMENT ON COLUMN fact_online_order_headers.requested_mode IS
  'How the customer wanted it: SHIP_FROM_DC, SHIP_FROM_STORE or BOPIS (picked up in the store).';
COMMENT ON COLUMN fact_online_order_headers.fulfillment_mode IS
  'How it is served: as wanted, or in another way because the stock was missing.';
COMMENT ON COLUMN fact_online_order_headers.node_type IS 'STORE or DC.';
COMMENT ON COLUMN fact_online_order_headers.node_id IS 'Id of the store or distribution centre that serves it.';
COMMENT ON COLUMN fact_online_order_headers.item_count IS 'Units, summed over the lines.';
COMMENT ON COLUMN fact_online_order_headers.gross_subtotal_cents IS 'Before discount and tax.';
COMMENT ON COLUMN fact_online_order_headers.discount_cents IS 'Gross subtotal - discount = subtotal.';
COMMENT ON COLUMN fact_online_order_headers.subtotal_cents IS 'Before tax; the sum of the lines.';
COMMENT ON COLUMN fact_online_order_headers.tax_cents IS
  'Rounded half up per line, by the rate of the serving store, for a distribution centre by that of the customer''s home store.';
COMMENT ON COLUMN fact_online_order_headers.total_cents IS 'Subtotal + tax; the approved payment.';
COMMENT ON COLUMN fact_online_order_headers.tender_type IS 'CREDIT_CARD, DEBIT_CARD, PAYPAL or OTHER.';
COMMENT ON COLUMN fact_online_order_headers.impression_id IS 'The last advertisement that the customer saw within seven days.';
COMMENT ON COLUMN fact_online_order_headers.fulfillment_status IS
  'CREATED, BACKORDERED, PICKED, SHIPPED, DELIVERED or CANCELLED; for BOPIS, PICKED is ready and DELIVERED collected.';
COMMENT ON COLUMN fact_online_order_headers.backordered_ts IS 'When it began to wait for stock; null when nothing was missing.';
COMMENT ON COLUMN fact_online_order_headers.completed_ts IS 'When it was delivered or cancelled; null before.';
COMMENT ON COLUMN fact_online_order_headers.cancellation_reason IS 'CUSTOMER or OUT_OF_STOCK; null unless it was cancelled.';

CREATE TABLE fact_online_order_lines (
  event_ts timestamptz NOT NULL,
  event_date date NOT NULL,
  trace_id uuid NOT NULL,
  order_id text NOT NULL,
  line_number int NOT NULL,
  product_id int NOT NULL,
  quantity int NOT NULL,
  unit_price_cents bigint NOT NULL,
  discount_cents bigint NOT NULL,
  extended_price_cents bigint NOT NULL,
  promo_code text,
  fulfillment_mode text NOT NULL,
  fulfillment_status text NOT NULL,
  node_type text NOT NULL,
  node_id int NOT NULL,
  picked_ts timestamptz,
  picked_trace_id uuid,
  shipped_ts timestamptz,
  delivered_ts timestamptz,
  PRIMARY KEY (order_id, line_number)
) WITH (fillfactor = 80);
CREATE INDEX ON fact_online_order_lines USING brin (event_ts);
COMMENT ON TABLE fact_online_order_lines IS 'One row per line of an online order, with how far it has come.';
COMMENT ON COLUMN fact_online_order_lines.line_number IS '1, 2, 3, ... within the order.';
COMMENT ON COLUMN fact_online_order_lines.quantity IS 'Units.';
COMMENT ON COLUMN fact_online_order_lines.unit_price_cents IS 'Before discount.';
COMMENT ON COLUMN fact_online_order_lines.discount_cents IS 'Of the whole line.';
COMMENT ON COLUMN fact_online_order_lines.promo_code IS 'The promotion that gave the discount.';
COMMENT ON COLUMN fact_online_order_lines.extended_price_cents IS 'Quantity x unit price - discount.';
COMMENT ON COLUMN fact_online_order_lines.fulfillment_mode IS 'SHIP_FROM_DC, SHIP_FROM_STORE or BOPIS (picked up in the store).';
COMMENT ON COLUMN fact_online_order_lines.fulfillment_status IS
  'CREATED, BACKORDERED, PICKED, SHIPPED, DELIVERED or CANCELLED; for BOPIS, PICKED is ready and DELIVERED collected.';
COMMENT ON COLUMN fact_online_order_lines.node_type IS 'STORE or DC.';
COMMENT ON COLUMN fact_online_order_lines.node_id IS 'Id of the store or distribution centre that serves it.';
COMMENT ON COLUMN fact_online_order_lines.picked_ts IS 'When it left the shelf; null before.';
COMMENT ON COLUMN fact_online_order_lines.picked_trace_id IS
  'Id of the event that it was picked with: the parent of the movement in the stock of its node.';
COMMENT ON COLUMN fact_online_order_lines.shipped_ts IS 'When a carrier took it; null before, and for BOPIS.';
COMMENT ON COLUMN fact_online_order_lines.delivered_ts IS 'When the customer got it; null before.';

DO $$
DECLARE
  fact text;
BEGIN
  FOREACH fact IN ARRAY ARRAY['fact_online_order_headers', 'fact_online_order_lines'] LOOP
    EXECUTE format('COMMENT ON COLUMN %I.event_ts IS %L', fact, 'When the customer ordered, in simulated time.');
    EXECUTE format('COMMENT ON COLUMN %I.event_date IS %L', fact, 'Local business date of the distribution centre of the region.');
    EXECUTE format('COMMENT ON COLUMN %I.trace_id IS %L', fact, 'Id of the event with which the customer ordered.');
  END LOOP;
END $$;
COMMENT ON COLUMN fact_payments.store_id IS 'The till, or the store that serves the order; null when a distribution centre serves it.';

DO $$
DECLARE
  reference record;
BEGIN
  IF current_setting('server_version_num')::int < 180000 THEN
    RETURN;
  END IF;
  FOR reference IN
    SELECT * FROM (VALUES
      ('fact_online_order_headers', 'customer_id', 'dim_customers', 'customer_id'),
      ('fact_online_order_lines', 'order_id', 'fact_online_order_headers', 'order_id'),
      ('fact_online_order_lines', 'product_id', 'dim_products', 'product_id'),
      ('fact_payments', 'order_id', 'fact_online_order_headers', 'order_id')
    ) AS keys (fact, fact_column, target, target_column)
  LOOP
    EXECUTE format('ALTER TABLE %I ADD FOREIGN KEY (%I) REFERENCES %I (%I) NOT ENFORCED',
      reference.fact, reference.fact_column, reference.target, reference.target_column);
  END LOOP;
END $$;

CREATE VIEW csv_compat.online_orders AS
SELECT
  trace_id::text AS "TraceId",
  event_ts AS "EventTS",
  order_id AS "OrderId",
  customer_id AS "CustomerID",
  fulfillment_mode AS "FulfillmentMode",
  node_type AS "FulfillmentNodeType",
  node_id AS "FulfillmentNodeID",
  csv_compat.money(subtotal_cents) AS "Subtotal",
  csv_compat.money(tax_cents) AS "Tax",
  csv_compat.money(total_cents) AS "Total",
  tender_type AS "TenderType"
FROM fact_online_order_headers;
