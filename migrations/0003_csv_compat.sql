-- The names and forms that an older CSV form of this kind of data used, as views, so that queries written for it run.
-- Money is in decimals here. Opening stock stands in the snapshots only, as it did there: snapshot + movements = stock.

CREATE SCHEMA csv_compat;
COMMENT ON SCHEMA csv_compat IS 'The tables under the names of the older CSV form; money in decimals.';

CREATE FUNCTION csv_compat.money(cents bigint) RETURNS numeric
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN round(cents / 100.0, 2);
COMMENT ON FUNCTION csv_compat.money IS 'Cents as a decimal with two places.';

CREATE VIEW csv_compat.geographies_master AS
SELECT
  geography_id AS "ID",
  city AS "City",
  state AS "State",
  zip_code AS "ZipCode",
  district AS "District",
  region AS "Region"
FROM dim_geographies;

CREATE VIEW csv_compat.stores AS
SELECT
  store_id AS "ID",
  store_number AS "StoreNumber",
  address AS "Address",
  geography_id AS "GeographyID",
  round(tax_rate_bps / 10000.0, 4) AS tax_rate,
  volume_class,
  store_format,
  CASE WHEN opens_at = 0 AND closes_at = 24 THEN '24h' ELSE opens_at || '-' || closes_at END AS operating_hours,
  daily_traffic_multiplier
FROM dim_stores;

CREATE VIEW csv_compat.distribution_centers AS
SELECT
  dc_id AS "ID",
  dc_number AS "DCNumber",
  address AS "Address",
  geography_id AS "GeographyID"
FROM dim_distribution_centers;

CREATE VIEW csv_compat.trucks AS
SELECT
  truck_id AS "ID",
  license_plate AS "LicensePlate",
  refrigeration AS "Refrigeration",
  dc_id AS "DCID"
FROM dim_trucks;

CREATE VIEW csv_compat.customers AS
SELECT
  customer_id AS "ID",
  first_name AS "FirstName",
  last_name AS "LastName",
  address AS "Address",
  geography_id AS "GeographyID",
  loyalty_card AS "LoyaltyCard",
  phone AS "Phone",
  ble_id AS "BLEId",
  ad_id AS "AdId"
FROM dim_customers;

CREATE VIEW csv_compat.products_master AS
SELECT
  product_id AS "ID",
  product_name AS "ProductName",
  brand AS "Brand",
  company AS "Company",
  department AS "Department",
  category AS "Category",
  subcategory AS "Subcategory",
  csv_compat.money(cost_cents) AS "Cost",
  csv_compat.money(msrp_cents) AS "MSRP",
  csv_compat.money(sale_price_cents) AS "SalePrice",
  requires_refrigeration AS "RequiresRefrigeration",
  launch_date::timestamp AS "LaunchDate",
  taxability,
  array_to_string(tags, ';') AS "Tags"
FROM dim_products;

CREATE VIEW csv_compat.dc_inventory_snapshots AS
SELECT
  dc_id AS "DCID",
  product_id AS "ProductID",
  current_quantity AS "CurrentQuantity",
  reorder_point AS "ReorderPoint",
  as_of::timestamp AS "LastUpdated"
FROM dc_inventory_snapshots;

CREATE VIEW csv_compat.store_inventory_snapshots AS
SELECT
  store_id AS "StoreID",
  product_id AS "ProductID",
  current_quantity AS "CurrentQuantity",
  reorder_point AS "ReorderPoint",
  as_of::timestamp AS "LastUpdated"
FROM store_inventory_snapshots;

CREATE VIEW csv_compat.dc_inventory_txn AS
SELECT
  trace_id::text AS "TraceId",
  event_ts AS "EventTS",
  dc_id AS "DCID",
  product_id AS "ProductID",
  quantity_delta AS "QtyDelta",
  reason AS "Reason",
  source AS "Source"
FROM fact_dc_inventory_txn
WHERE reason <> 'INITIAL';

CREATE VIEW csv_compat.truck_moves AS
SELECT
  trace_id::text AS "TraceId",
  event_ts AS "EventTS",
  truck_id AS "TruckId",
  dc_id AS "DCID",
  store_id AS "StoreID",
  shipment_id AS "ShipmentId",
  status AS "Status",
  eta AS "ETA",
  etd AS "ETD"
FROM fact_truck_moves;

-- A supplier's own loading is here too, with the LocationType SUPPLIER.
CREATE VIEW csv_compat.truck_inventory AS
SELECT
  trace_id::text AS "TraceId",
  event_ts AS "EventTS",
  truck_id AS "TruckId",
  shipment_id AS "ShipmentId",
  product_id AS "ProductID",
  quantity AS "Quantity",
  action AS "Action",
  location_id AS "LocationID",
  location_type AS "LocationType"
FROM fact_truck_inventory;

CREATE VIEW csv_compat.store_inventory_txn AS
SELECT
  trace_id::text AS "TraceId",
  event_ts AS "EventTS",
  store_id AS "StoreID",
  product_id AS "ProductID",
  quantity_delta AS "QtyDelta",
  reason AS "Reason",
  source AS "Source"
FROM fact_store_inventory_txn
WHERE reason <> 'INITIAL';

CREATE VIEW csv_compat.receipts AS
SELECT
  trace_id::text AS "TraceId",
  event_ts AS "EventTS",
  store_id AS "StoreID",
  customer_id AS "CustomerID",
  receipt_id AS "ReceiptId",
  csv_compat.money(subtotal_cents) AS "Subtotal",
  csv_compat.money(tax_cents) AS "Tax",
  csv_compat.money(total_cents) AS "Total",
  tender_type AS "TenderType"
FROM fact_receipts;

CREATE VIEW csv_compat.receipt_lines AS
SELECT
  trace_id::text AS "TraceId",
  event_ts AS "EventTS",
  receipt_id AS "ReceiptId",
  line_number AS "Line",
  product_id AS "ProductID",
  quantity AS "Qty",
  csv_compat.money(unit_price_cents) AS "UnitPrice",
  csv_compat.money(extended_price_cents) AS "ExtPrice",
  promo_code AS "PromoCode"
FROM fact_receipt_lines;

-- `Dwell` was what one visitor spent in the zone, in seconds.
CREATE VIEW csv_compat.foot_traffic AS
SELECT
  trace_id::text AS "TraceId",
  event_ts AS "EventTS",
  store_id AS "StoreID",
  sensor_id AS "SensorId",
  zone AS "Zone",
  round(dwell_seconds::numeric / customer_count)::int AS "Dwell",
  customer_count AS "Count"
FROM fact_foot_traffic;

CREATE VIEW csv_compat.ble_pings AS
SELECT
  trace_id::text AS "TraceId",
  event_ts AS "EventTS",
  store_id AS "StoreID",
  beacon_id AS "BeaconId",
  customer_ble_id AS "CustomerBLEId",
  rssi AS "RSSI",
  zone AS "Zone"
FROM fact_ble_pings;
