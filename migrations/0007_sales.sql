-- Promotions, price changes and returns.

ALTER TABLE fact_receipt_lines ADD COLUMN disposition text;
COMMENT ON COLUMN fact_receipt_lines.disposition IS
  'What becomes of goods that are brought back: RESTOCKED, OPEN_BOX, VENDOR or DESTROYED; null on a sale.';
COMMENT ON COLUMN fact_receipts.item_count IS 'Units, summed over the lines; negative on a return.';
COMMENT ON COLUMN fact_receipt_lines.quantity IS 'Units; negative on a return.';
COMMENT ON COLUMN fact_receipt_lines.discount_cents IS 'Of the whole line; negative on a return.';
COMMENT ON COLUMN fact_receipt_lines.promo_code IS 'The promotion that gave the discount; on a return that of the sale.';

CREATE TABLE fact_promotions (
  event_ts timestamptz NOT NULL,
  event_date date NOT NULL,
  trace_id uuid PRIMARY KEY,
  correlation_id uuid NOT NULL,
  parent_event_id uuid,
  receipt_id text,
  order_id text,
  promo_code text NOT NULL,
  discount_type text NOT NULL,
  discount_cents bigint NOT NULL,
  product_count int NOT NULL,
  product_ids int[] NOT NULL,
  store_id int,
  customer_id int
);
CREATE INDEX ON fact_promotions USING brin (event_ts);
COMMENT ON TABLE fact_promotions IS 'One row per promotion code that acted on a receipt or an online order (exactly one of them).';
COMMENT ON COLUMN fact_promotions.discount_type IS 'PERCENTAGE, FIXED_AMOUNT or BOGO.';
COMMENT ON COLUMN fact_promotions.discount_cents IS 'Taken off all of its lines together.';
COMMENT ON COLUMN fact_promotions.product_count IS 'Lines on which it acted.';
COMMENT ON COLUMN fact_promotions.product_ids IS 'Products of these lines.';
COMMENT ON COLUMN fact_promotions.store_id IS
  'The till, or the store that serves the order; null when a distribution centre serves it.';
COMMENT ON COLUMN fact_promotions.customer_id IS 'Null for an unknown buyer.';

CREATE TABLE fact_promo_lines (
  event_ts timestamptz NOT NULL,
  event_date date NOT NULL,
  trace_id uuid NOT NULL,
  receipt_id text,
  order_id text,
  line_number int NOT NULL,
  promo_code text NOT NULL,
  store_id int,
  product_id int NOT NULL,
  quantity int NOT NULL,
  discount_cents bigint NOT NULL,
  PRIMARY KEY (trace_id, line_number)
);
CREATE INDEX ON fact_promo_lines USING brin (event_ts);
COMMENT ON TABLE fact_promo_lines IS
  'One row per line of a sale or an online order (exactly one of them) that a promotion made cheaper.';
COMMENT ON COLUMN fact_promo_lines.line_number IS 'Of the line on the receipt or order.';
COMMENT ON COLUMN fact_promo_lines.store_id IS
  'The till, or the store that serves the order; null when a distribution centre serves it.';
COMMENT ON COLUMN fact_promo_lines.quantity IS 'Units of the line.';
COMMENT ON COLUMN fact_promo_lines.discount_cents IS 'Of the whole line.';

CREATE TABLE fact_promotion_windows (
  event_ts timestamptz NOT NULL,
  event_date date NOT NULL,
  trace_id uuid NOT NULL,
  promotion_id text NOT NULL,
  status text NOT NULL,
  promo_code text NOT NULL,
  discount_type text NOT NULL,
  value int NOT NULL,
  minimum_cents bigint NOT NULL,
  departments text[] NOT NULL,
  clearance boolean NOT NULL,
  starts_on date NOT NULL,
  ends_on date NOT NULL,
  origin text NOT NULL,
  PRIMARY KEY (promotion_id, status)
);
COMMENT ON TABLE fact_promotion_windows IS 'When promotion codes can be used: one row when a promotion begins, and one when it is over.';
COMMENT ON COLUMN fact_promotion_windows.promotion_id IS 'Code and first day, or what tells the promotion of a command apart.';
COMMENT ON COLUMN fact_promotion_windows.status IS 'STARTED or ENDED.';
COMMENT ON COLUMN fact_promotion_windows.value IS
  'Basis points off for PERCENTAGE, and off the second one for BOGO; cents off for FIXED_AMOUNT.';
COMMENT ON COLUMN fact_promotion_windows.minimum_cents IS 'Least gross subtotal of a receipt or order.';
COMMENT ON COLUMN fact_promotion_windows.departments IS 'Departments on which it acts; empty for all.';
COMMENT ON COLUMN fact_promotion_windows.clearance IS 'Whether it may go below cost.';
COMMENT ON COLUMN fact_promotion_windows.starts_on IS 'First business day, in each store by its own calendar.';
COMMENT ON COLUMN fact_promotion_windows.ends_on IS 'Last business day.';
COMMENT ON COLUMN fact_promotion_windows.origin IS
  'calendar; or command, of which each instant between the two rows counts, and not the days.';

CREATE TABLE fact_price_changes (
  event_ts timestamptz NOT NULL,
  event_date date NOT NULL,
  trace_id uuid PRIMARY KEY,
  correlation_id uuid NOT NULL,
  parent_event_id uuid,
  price_list_id text NOT NULL,
  product_id int NOT NULL,
  old_price_cents bigint NOT NULL,
  new_price_cents bigint NOT NULL,
  effective_date date NOT NULL,
  reason text NOT NULL
);
CREATE INDEX ON fact_price_changes (product_id, effective_date);
COMMENT ON TABLE fact_price_changes IS 'One row per new shelf price. Before the first one a product sells at the sale price of dim_products.';
COMMENT ON COLUMN fact_price_changes.price_list_id IS 'Date of the weekly list, or id of the command.';
COMMENT ON COLUMN fact_price_changes.old_price_cents IS 'Of one unit, before.';
COMMENT ON COLUMN fact_price_changes.new_price_cents IS 'Of one unit; above cost, at most the MSRP.';
COMMENT ON COLUMN fact_price_changes.effective_date IS 'Business day from which it holds, in each store by its own calendar.';
COMMENT ON COLUMN fact_price_changes.reason IS
  'weekly; or command, which holds everywhere from event_ts on, whatever the weekly lists say, until another command.';

CREATE TABLE truth_promotion_uplift (
  promo_code text NOT NULL,
  department text NOT NULL,
  segment text NOT NULL,
  line_chance double precision NOT NULL,
  extra_unit_chance double precision NOT NULL,
  PRIMARY KEY (promo_code, department, segment)
);
COMMENT ON TABLE truth_promotion_uplift IS 'Ground truth: what a code does by design, in the departments on which it acts.';
COMMENT ON COLUMN truth_promotion_uplift.promo_code IS 'Code';
COMMENT ON COLUMN truth_promotion_uplift.department IS 'Department on which it acts';
COMMENT ON COLUMN truth_promotion_uplift.segment IS 'Segment of the customer';
COMMENT ON COLUMN truth_promotion_uplift.line_chance IS
  'Chance of such a line to be promoted by one of the codes that can act on it, in a month with factor 1';
COMMENT ON COLUMN truth_promotion_uplift.extra_unit_chance IS
  'Chance that a line takes one unit more while the code runs; 0 for a code that names no departments';

DO $$
DECLARE
  fact text;
BEGIN
  FOR fact IN
    SELECT unnest(ARRAY['fact_promotions', 'fact_promo_lines', 'fact_promotion_windows', 'fact_price_changes'])
  LOOP
    EXECUTE format('COMMENT ON COLUMN %I.event_ts IS %L', fact, 'When it happened, in simulated time.');
    EXECUTE format('COMMENT ON COLUMN %I.event_date IS %L', fact, 'Local business date of the store or distribution centre.');
    EXECUTE format('COMMENT ON COLUMN %I.trace_id IS %L', fact, 'Id of the event that the row tells of.');
  END LOOP;
  COMMENT ON COLUMN fact_promotion_windows.event_date IS 'Its first business day, or the last when it is over.';
  COMMENT ON COLUMN fact_price_changes.event_date IS 'Business day from which the price holds.';
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
      ('fact_promotions', 'receipt_id', 'fact_receipts', 'receipt_id'),
      ('fact_promotions', 'order_id', 'fact_online_order_headers', 'order_id'),
      ('fact_promotions', 'store_id', 'dim_stores', 'store_id'),
      ('fact_promotions', 'customer_id', 'dim_customers', 'customer_id'),
      ('fact_promo_lines', 'receipt_id', 'fact_receipts', 'receipt_id'),
      ('fact_promo_lines', 'order_id', 'fact_online_order_headers', 'order_id'),
      ('fact_promo_lines', 'store_id', 'dim_stores', 'store_id'),
      ('fact_promo_lines', 'product_id', 'dim_products', 'product_id'),
      ('fact_price_changes', 'product_id', 'dim_products', 'product_id'),
      ('truth_promotion_uplift', 'promo_code', 'dim_promotions', 'promo_code')
    ) AS keys (source, source_column, target, target_column)
  LOOP
    EXECUTE format('ALTER TABLE %I ADD FOREIGN KEY (%I) REFERENCES %I (%I) NOT ENFORCED',
      reference.source, reference.source_column, reference.target, reference.target_column);
  END LOOP;
END $$;
