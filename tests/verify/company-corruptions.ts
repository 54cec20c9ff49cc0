import { type Corruption, corruption } from './corruptions.ts'

export const COMPANY_CORRUPTIONS: readonly Corruption[] = [
  corruption(5, 'company_money_conserved', [
    'money for an order of which nothing else is known',
    `ALTER TABLE fact_payments DROP CONSTRAINT IF EXISTS fact_payments_order_id_fkey;
     INSERT INTO fact_payments
     SELECT (jsonb_populate_record(NULL::fact_payments, to_jsonb(paid) || jsonb_build_object(
              'trace_id', gen_random_uuid(), 'receipt_id', NULL, 'order_id', 'O1'))).*
       FROM (SELECT * FROM fact_payments WHERE status = 'APPROVED' ORDER BY trace_id LIMIT 1) AS paid`,
    /^the company: the sides differ by \d+ cents$/,
  ]),
  corruption(9, 'company_units_conserved', [
    'units that were unloaded where no store is',
    `UPDATE fact_truck_inventory SET location_type = 'DC'
      WHERE (trace_id, line_number) = (SELECT trace_id, line_number FROM fact_truck_inventory
                                        WHERE action = 'UNLOAD' AND location_type = 'STORE' ORDER BY 1, 2 LIMIT 1)`,
    /^the company: the sides differ by \d+ units$/,
  ]),
  corruption(16, 'names_are_invented', [
    'a customer with a real first name',
    "UPDATE dim_customers SET first_name = 'JOSÉ' WHERE customer_id = 1",
    /^dim_customers\.first_name "JOSÉ": "jose" is a real name \(person\)$/,
  ]),
  corruption(16, 'names_are_invented', [
    'a customer with a real last name',
    "UPDATE dim_customers SET last_name = 'Müller' WHERE customer_id = 2",
    /^dim_customers\.last_name "Müller": "muller" is a real name \(person\)$/,
  ]),
  corruption(16, 'names_are_invented', [
    'a real city',
    "UPDATE dim_geographies SET city = 'San  Francisco' WHERE geography_id = 1",
    /^dim_geographies\.city "San {2}Francisco": "san francisco" is a real name \(place\)$/,
  ]),
  corruption(16, 'names_are_invented', [
    'a district that is named after a real place',
    "UPDATE dim_geographies SET district = 'Chicago' WHERE geography_id = 1",
    /^dim_geographies\.district "Chicago": "chicago" is a real name/,
  ]),
  ...['dim_customers', 'dim_stores', 'dim_distribution_centers'].map((table) =>
    corruption(16, 'names_are_invented', [
      `a real street in ${table}`,
      `UPDATE ${table} SET address = '4821 NW Lombard Street'
        WHERE address = (SELECT min(address) FROM ${table})`,
      new RegExp(`^${table}\\.address "NW Lombard Street": "lombard" is a real name`),
    ]),
  ),
  corruption(16, 'names_are_invented', [
    'a brand that begins with a well-known one',
    "UPDATE dim_products SET brand = 'Under Armour Home' WHERE product_id = 1",
    /^dim_products\.brand "Under Armour Home": "under armour" is a real name \(brand\)$/,
  ]),
  corruption(16, 'names_are_invented', [
    'a company whose name is a word and a brand',
    "UPDATE dim_products SET company = 'Gap' WHERE product_id = 1",
    /^dim_products\.company "Gap": "gap" is a real name \(brand-word\)$/,
  ]),
  corruption(16, 'names_are_invented', [
    'a real company that supplies',
    "UPDATE dim_suppliers SET name = 'Walmart' WHERE supplier_id = 1",
    /^dim_suppliers\.name "Walmart": "walmart" is a real name \(brand\)$/,
  ]),
]
