-- Dimensions: the company before its first day, and the calendar. Money is in whole cents, rates are in basis points
-- (1 bp = 0.01 %). Foreign keys are declared, not enforced: tools see them, loading does not pay for them, and
-- `tillstream verify` proves them. Servers before PostgreSQL 18 do without.

CREATE SCHEMA IF NOT EXISTS tillstream;

CREATE TABLE dim_geographies (
  geography_id int NOT NULL,
  city         text NOT NULL,
  state        text NOT NULL,
  zip_code     text NOT NULL,
  district     text NOT NULL,
  region       text NOT NULL,
  time_zone    text NOT NULL,
  population   int NOT NULL,
  PRIMARY KEY (geography_id)
);
COMMENT ON TABLE dim_geographies IS
  'Places where stores, distribution centers and customers are; they exist only here.';
COMMENT ON COLUMN dim_geographies.geography_id IS '1, 2, 3, ... in the order in which places were drawn';
COMMENT ON COLUMN dim_geographies.city IS 'Invented';
COMMENT ON COLUMN dim_geographies.state IS 'Two letters; real, because taxes and regions need one';
COMMENT ON COLUMN dim_geographies.zip_code IS 'Five digits from a range that the postal service has not assigned';
COMMENT ON COLUMN dim_geographies.district IS 'County-like part of the state';
COMMENT ON COLUMN dim_geographies.region IS 'Part of the country';
COMMENT ON COLUMN dim_geographies.time_zone IS 'IANA name: opening hours and business dates are local to it';
COMMENT ON COLUMN dim_geographies.population IS 'People; the weight with which places were drawn';

CREATE TABLE dim_distribution_centers (
  dc_id        int NOT NULL,
  dc_number    text NOT NULL,
  address      text NOT NULL,
  geography_id int NOT NULL,
  PRIMARY KEY (dc_id)
);
COMMENT ON TABLE dim_distribution_centers IS
  'Distribution centers (DCs). A DC with its stores, trucks and customers is a region of its own.';
COMMENT ON COLUMN dim_distribution_centers.dc_id IS '1, 2, 3, ...';
COMMENT ON COLUMN dim_distribution_centers.dc_number IS 'DC001, DC002, ...';
COMMENT ON COLUMN dim_distribution_centers.address IS 'House number and invented street';
COMMENT ON COLUMN dim_distribution_centers.geography_id IS 'Where it stands';

CREATE TABLE dim_stores (
  store_id                 int NOT NULL,
  store_number             text NOT NULL,
  address                  text NOT NULL,
  geography_id             int NOT NULL,
  dc_id                    int NOT NULL,
  tax_rate_bps             int NOT NULL,
  volume_class             text NOT NULL,
  store_format             text NOT NULL,
  opens_at                 int NOT NULL,
  closes_at                int NOT NULL,
  daily_traffic_multiplier double precision NOT NULL,
  PRIMARY KEY (store_id)
);
COMMENT ON TABLE dim_stores IS 'Stores.';
COMMENT ON COLUMN dim_stores.store_id IS '1, 2, 3, ...';
COMMENT ON COLUMN dim_stores.store_number IS 'S000001, S000002, ...';
COMMENT ON COLUMN dim_stores.address IS 'House number and invented street';
COMMENT ON COLUMN dim_stores.geography_id IS 'Where it stands';
COMMENT ON COLUMN dim_stores.dc_id IS 'The DC that serves it: in the same state, else the same region';
COMMENT ON COLUMN dim_stores.tax_rate_bps IS 'Combined sales tax, basis points (825 = 8.25 %)';
COMMENT ON COLUMN dim_stores.volume_class IS 'FLAGSHIP, HIGH, STANDARD, LOW or KIOSK';
COMMENT ON COLUMN dim_stores.store_format IS 'HYPERMARKET, SUPERSTORE, STANDARD, NEIGHBORHOOD or EXPRESS';
COMMENT ON COLUMN dim_stores.opens_at IS 'Local hour, 0 to 23';
COMMENT ON COLUMN dim_stores.closes_at IS 'Local hour, 1 to 24; 0 to 24 is round the clock';
COMMENT ON COLUMN dim_stores.daily_traffic_multiplier IS
  'Expected visits compared with customers_per_day; the mix of classes has the mean 1';

CREATE TABLE dim_trucks (
  truck_id       int NOT NULL,
  license_plate  text NOT NULL,
  refrigeration  boolean NOT NULL,
  dc_id          int NOT NULL,
  fleet          text NOT NULL,
  serves_dc_id   int NOT NULL,
  capacity_units int NOT NULL,
  PRIMARY KEY (truck_id)
);
COMMENT ON TABLE dim_trucks IS 'Trucks of the DCs and of their suppliers.';
COMMENT ON COLUMN dim_trucks.truck_id IS '1, 2, 3, ...';
COMMENT ON COLUMN dim_trucks.license_plate IS 'Unique';
COMMENT ON COLUMN dim_trucks.refrigeration IS 'Whether it may carry refrigerated goods';
COMMENT ON COLUMN dim_trucks.dc_id IS 'Its DC; 0 for the supplier fleet';
COMMENT ON COLUMN dim_trucks.fleet IS
  'DC (bound to its DC), POOL (lent to the DC that needs it most) or SUPPLIER (brings inbound loads)';
COMMENT ON COLUMN dim_trucks.serves_dc_id IS 'The DC that it drives for; never 0';
COMMENT ON COLUMN dim_trucks.capacity_units IS 'Units of goods';

CREATE TABLE dim_customers (
  customer_id   int NOT NULL,
  first_name    text NOT NULL,
  last_name     text NOT NULL,
  address       text NOT NULL,
  geography_id  int NOT NULL,
  home_store_id int NOT NULL,
  segment       text NOT NULL,
  phone         text NOT NULL,
  loyalty_card  text NOT NULL,
  ble_id        text NOT NULL,
  ad_id         text NOT NULL,
  PRIMARY KEY (customer_id)
);
COMMENT ON TABLE dim_customers IS 'Known customers; every one is invented.';
COMMENT ON COLUMN dim_customers.customer_id IS '1, 2, 3, ...';
COMMENT ON COLUMN dim_customers.first_name IS 'Invented';
COMMENT ON COLUMN dim_customers.last_name IS 'Invented';
COMMENT ON COLUMN dim_customers.address IS 'House number and invented street';
COMMENT ON COLUMN dim_customers.geography_id IS 'Where they live';
COMMENT ON COLUMN dim_customers.home_store_id IS 'The store where they shop';
COMMENT ON COLUMN dim_customers.segment IS 'BUDGET, CONVENIENCE, QUALITY or BRAND_LOYAL';
COMMENT ON COLUMN dim_customers.phone IS 'Fictitious: NPA-555-0100 to NPA-555-0199; not unique';
COMMENT ON COLUMN dim_customers.loyalty_card IS 'Unique';
COMMENT ON COLUMN dim_customers.ble_id IS 'Bluetooth device that beacons see; unique';
COMMENT ON COLUMN dim_customers.ad_id IS 'Advertising id of the device; unique';

CREATE TABLE dim_products (
  product_id             int NOT NULL,
  product_name           text NOT NULL,
  brand                  text NOT NULL,
  company                text NOT NULL,
  department             text NOT NULL,
  category               text NOT NULL,
  subcategory            text NOT NULL,
  cost_cents             bigint NOT NULL,
  msrp_cents             bigint NOT NULL,
  sale_price_cents       bigint NOT NULL,
  requires_refrigeration boolean NOT NULL,
  taxability             text NOT NULL,
  tags                   text[] NOT NULL,
  launch_date            date NOT NULL,
  PRIMARY KEY (product_id)
);
COMMENT ON TABLE dim_products IS 'Products (SKUs): a base product under a brand. 0 < cost < sale price <= MSRP.';
COMMENT ON COLUMN dim_products.product_id IS '1, 2, 3, ...';
COMMENT ON COLUMN dim_products.product_name IS 'Descriptive, without the brand; unique together with it';
COMMENT ON COLUMN dim_products.brand IS 'Invented';
COMMENT ON COLUMN dim_products.company IS 'The maker of the brand; invented';
COMMENT ON COLUMN dim_products.department IS 'One of ten';
COMMENT ON COLUMN dim_products.category IS 'Part of a department';
COMMENT ON COLUMN dim_products.subcategory IS 'Part of a category';
COMMENT ON COLUMN dim_products.cost_cents IS 'What it costs the retailer, cents';
COMMENT ON COLUMN dim_products.msrp_cents IS 'Recommended price, cents';
COMMENT ON COLUMN dim_products.sale_price_cents IS 'Price on the shelf before history starts, cents';
COMMENT ON COLUMN dim_products.requires_refrigeration IS 'Whether it rides refrigerated trucks';
COMMENT ON COLUMN dim_products.taxability IS 'TAXABLE (the whole rate), REDUCED_RATE (half of it) or NON_TAXABLE';
COMMENT ON COLUMN dim_products.tags IS 'Lower-case words';
COMMENT ON COLUMN dim_products.launch_date IS 'First business date on which it is sold';

CREATE TABLE dim_suppliers (
  supplier_id int NOT NULL,
  name        text NOT NULL,
  region      text NOT NULL,
  rating      double precision NOT NULL,
  PRIMARY KEY (supplier_id)
);
COMMENT ON TABLE dim_suppliers IS 'Suppliers of the DCs.';
COMMENT ON COLUMN dim_suppliers.supplier_id IS '1, 2, 3, ...';
COMMENT ON COLUMN dim_suppliers.name IS 'Invented; a maker of brands';
COMMENT ON COLUMN dim_suppliers.region IS 'Part of the country from which it delivers';
COMMENT ON COLUMN dim_suppliers.rating IS '1.0 (poor) to 5.0 (excellent)';

CREATE TABLE product_suppliers (
  product_id     int NOT NULL,
  preference     int NOT NULL,
  supplier_id    int NOT NULL,
  cost_cents     bigint NOT NULL,
  lead_time_days int NOT NULL,
  PRIMARY KEY (product_id, preference)
);
COMMENT ON TABLE product_suppliers IS 'Who supplies a product: one to three suppliers.';
COMMENT ON COLUMN product_suppliers.product_id IS 'Product';
COMMENT ON COLUMN product_suppliers.preference IS '1 for the preferred supplier, then 2 and 3';
COMMENT ON COLUMN product_suppliers.supplier_id IS 'Supplier; once per product';
COMMENT ON COLUMN product_suppliers.cost_cents IS 'What this supplier asks, cents; never above the cost of the product';
COMMENT ON COLUMN product_suppliers.lead_time_days IS 'Days from order to arrival at the DC';

CREATE TABLE dim_promotions (
  promo_code    text NOT NULL,
  kind          text NOT NULL,
  value         int NOT NULL,
  minimum_cents bigint NOT NULL,
  months        int[] NOT NULL,
  departments   text[] NOT NULL,
  clearance     boolean NOT NULL,
  PRIMARY KEY (promo_code)
);
COMMENT ON TABLE dim_promotions IS 'Promotion codes and their conditions.';
COMMENT ON COLUMN dim_promotions.promo_code IS 'Unique';
COMMENT ON COLUMN dim_promotions.kind IS 'PERCENTAGE, FIXED_AMOUNT or BOGO (a pair, the second one for less)';
COMMENT ON COLUMN dim_promotions.value IS
  'Basis points off for PERCENTAGE, and off the second one for BOGO; cents off for FIXED_AMOUNT';
COMMENT ON COLUMN dim_promotions.minimum_cents IS 'Least subtotal, cents';
COMMENT ON COLUMN dim_promotions.months IS 'Months 1 to 12 in which it is valid; empty for all';
COMMENT ON COLUMN dim_promotions.departments IS 'Departments for which it is valid; empty for all';
COMMENT ON COLUMN dim_promotions.clearance IS 'Whether it may go below cost';

CREATE TABLE dim_date (
  date_key       int NOT NULL,
  date           date NOT NULL,
  year           int NOT NULL,
  quarter        int NOT NULL,
  month          int NOT NULL,
  month_name     text NOT NULL,
  day            int NOT NULL,
  day_of_week    int NOT NULL,
  day_name       text NOT NULL,
  week_of_year   int NOT NULL,
  iso_year       int NOT NULL,
  is_weekend     boolean NOT NULL,
  is_holiday     boolean NOT NULL,
  holiday_name   text,
  fiscal_year    int NOT NULL,
  fiscal_quarter int NOT NULL,
  fiscal_month   int NOT NULL,
  fiscal_week    int NOT NULL,
  PRIMARY KEY (date_key)
);
COMMENT ON TABLE dim_date IS 'Calendar, one row per day.';
COMMENT ON COLUMN dim_date.date_key IS 'YYYYMMDD';
COMMENT ON COLUMN dim_date.date IS 'The day';
COMMENT ON COLUMN dim_date.year IS 'Calendar year';
COMMENT ON COLUMN dim_date.quarter IS '1 to 4';
COMMENT ON COLUMN dim_date.month IS '1 to 12';
COMMENT ON COLUMN dim_date.month_name IS 'January to December';
COMMENT ON COLUMN dim_date.day IS 'Day of the month';
COMMENT ON COLUMN dim_date.day_of_week IS '1 = Monday to 7 = Sunday (ISO 8601)';
COMMENT ON COLUMN dim_date.day_name IS 'Monday to Sunday';
COMMENT ON COLUMN dim_date.week_of_year IS '1 to 53 (ISO 8601)';
COMMENT ON COLUMN dim_date.iso_year IS 'Year to which the ISO week belongs';
COMMENT ON COLUMN dim_date.is_weekend IS 'Saturday or Sunday';
COMMENT ON COLUMN dim_date.is_holiday IS 'Whether the day has a holiday';
COMMENT ON COLUMN dim_date.holiday_name IS 'The holidays of the day, joined by a slash; NULL for none';
COMMENT ON COLUMN dim_date.fiscal_year IS 'Retail 4-5-4 calendar';
COMMENT ON COLUMN dim_date.fiscal_quarter IS '1 to 4';
COMMENT ON COLUMN dim_date.fiscal_month IS '1 to 12; 1 is mostly February';
COMMENT ON COLUMN dim_date.fiscal_week IS '1 to 53';

CREATE TABLE store_inventory_snapshots (
  store_id         int NOT NULL,
  product_id       int NOT NULL,
  current_quantity int NOT NULL,
  reorder_point    int NOT NULL,
  as_of            date NOT NULL,
  PRIMARY KEY (store_id, product_id)
);
COMMENT ON TABLE store_inventory_snapshots IS 'Store stock from which the simulation starts.';
COMMENT ON COLUMN store_inventory_snapshots.store_id IS 'Store';
COMMENT ON COLUMN store_inventory_snapshots.product_id IS 'Product';
COMMENT ON COLUMN store_inventory_snapshots.current_quantity IS 'Units on hand';
COMMENT ON COLUMN store_inventory_snapshots.reorder_point IS
  'Units at or below which it is reordered; less than the quantity';
COMMENT ON COLUMN store_inventory_snapshots.as_of IS 'The first business date: stock before its first event';

CREATE TABLE dc_inventory_snapshots (
  dc_id            int NOT NULL,
  product_id       int NOT NULL,
  current_quantity int NOT NULL,
  reorder_point    int NOT NULL,
  as_of            date NOT NULL,
  PRIMARY KEY (dc_id, product_id)
);
COMMENT ON TABLE dc_inventory_snapshots IS 'DC stock from which the simulation starts.';
COMMENT ON COLUMN dc_inventory_snapshots.dc_id IS 'DC';
COMMENT ON COLUMN dc_inventory_snapshots.product_id IS 'Product';
COMMENT ON COLUMN dc_inventory_snapshots.current_quantity IS 'Units on hand';
COMMENT ON COLUMN dc_inventory_snapshots.reorder_point IS
  'Units at or below which it is reordered; less than the quantity';
COMMENT ON COLUMN dc_inventory_snapshots.as_of IS 'The first business date: stock before its first event';

CREATE TABLE tillstream.dimension_loads (
  load_id        int NOT NULL,
  content_digest text NOT NULL,
  row_counts     jsonb NOT NULL,
  PRIMARY KEY (load_id)
);
COMMENT ON TABLE tillstream.dimension_loads IS
  'What the tables above hold, so that loading the same content again changes nothing. One row.';
COMMENT ON COLUMN tillstream.dimension_loads.load_id IS '1';
COMMENT ON COLUMN tillstream.dimension_loads.content_digest IS 'SHA-256 of what the tables were filled from, hex';
COMMENT ON COLUMN tillstream.dimension_loads.row_counts IS 'Rows by table';

DO $$
DECLARE
  reference record;
BEGIN
  IF current_setting('server_version_num')::int < 180000 THEN
    RETURN;
  END IF;
  FOR reference IN
    SELECT * FROM (VALUES
      ('dim_distribution_centers', 'geography_id', 'dim_geographies', 'geography_id'),
      ('dim_stores', 'geography_id', 'dim_geographies', 'geography_id'),
      ('dim_stores', 'dc_id', 'dim_distribution_centers', 'dc_id'),
      ('dim_trucks', 'serves_dc_id', 'dim_distribution_centers', 'dc_id'),
      ('dim_customers', 'geography_id', 'dim_geographies', 'geography_id'),
      ('dim_customers', 'home_store_id', 'dim_stores', 'store_id'),
      ('product_suppliers', 'product_id', 'dim_products', 'product_id'),
      ('product_suppliers', 'supplier_id', 'dim_suppliers', 'supplier_id'),
      ('store_inventory_snapshots', 'store_id', 'dim_stores', 'store_id'),
      ('store_inventory_snapshots', 'product_id', 'dim_products', 'product_id'),
      ('dc_inventory_snapshots', 'dc_id', 'dim_distribution_centers', 'dc_id'),
      ('dc_inventory_snapshots', 'product_id', 'dim_products', 'product_id')
    ) AS keys (source, source_column, target, target_column)
  LOOP
    EXECUTE format('ALTER TABLE %I ADD FOREIGN KEY (%I) REFERENCES %I (%I) NOT ENFORCED',
      reference.source, reference.source_column, reference.target, reference.target_column);
  END LOOP;
END $$;
