/** A company of two stores, one truck, one customer and one product. */
export const DIMENSIONS = `
  INSERT INTO dim_geographies VALUES (1, 'Alder', 'TX', '00123', 'North', 'South', 'America/Chicago', 5000);
  INSERT INTO dim_distribution_centers VALUES (2, 'DC002', '1 Elm St', 1);
  INSERT INTO dim_stores VALUES (1, 'S000001', '2 Elm St', 1, 2, 825, 'HIGH', 'STANDARD', 7, 22, 1.5, 'supercenter');
  INSERT INTO dim_stores VALUES (2, 'S000002', '3 Elm St', 1, 2, 825, 'HIGH', 'STANDARD', 0, 24, 1.5, 'supercenter');
  INSERT INTO dim_trucks VALUES (4, 'ABC1234', true, 0, 'SUPPLIER', 2, 15000);
  INSERT INTO dim_customers VALUES
    (11, 'Ana', 'Ro', '4 Elm St', 1, 1, 'QUALITY', '212-555-0100', 'LC1', 'BLE00000A', 'AD00000A');
  INSERT INTO dim_products VALUES (7, 'Oat bar', 'Hay', 'Field', 'Grocery', 'Snacks', 'Bars', 130, 299, 250, false,
    'TAXABLE', ARRAY['sweet', 'oat'], '2024-01-01');
  INSERT INTO store_inventory_snapshots VALUES (1, 7, 20, 5, '2024-01-15');
  INSERT INTO dc_inventory_snapshots VALUES (2, 7, 900, 90, '2024-01-15')`
