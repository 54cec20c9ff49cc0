import { decimal, section, share, whole } from '../leaf.ts'

/** How large the company is. Defaults are the preset `default`. */
export const volume = section(
  {
    stores: whole(42, [1, 2000], 'Stores of the company'),
    dcs: whole(5, [1, 200], 'Distribution centers (DCs) of the company; each serves the stores nearest to it'),
    total_geographies: whole(100, [1, 100_000], 'Geographies chosen from the dictionary'),
    total_customers: whole(50_000, [1, 10_000_000], 'Known customers of the company'),
    total_products: whole(10_000, [10, 100_000], 'Products (SKUs) of the catalogue'),
    customers_per_day: whole(
      2000,
      [1, 100_000],
      'Visits per store and day at traffic multiplier 1; a visit is one session, whatever the size of the party',
    ),
    items_per_ticket_mean: decimal(8.2, [1, 60], 'Mean number of items (units) on a receipt'),
    online_orders_per_day: whole(2500, [0, 5_000_000], 'Online orders per day, whole company, before season'),
    marketing_impressions_per_day: whole(10_000, [0, 50_000_000], 'Most ad impressions per day, whole company'),
    ...master(),
    ...fleet(),
    ...stock(),
  },
  'How large the company is',
)

function master() {
  return {
    local_customer_rate: share(
      0.7,
      'Share of customers who live in the geography of their home store, the others nearby',
    ),
    full_price_rate: share(0.6, 'Share of products that are sold at MSRP, the others for 5 to 35 % less'),
    launched_before_rate: share(0.6, 'Share of products that were launched before history starts'),
    launched_in_first_half_rate: share(
      0.3,
      'Share of products that are launched in the first half year of history; those left are in the second',
    ),
  }
}

function fleet() {
  return {
    refrigerated_trucks: whole(8, [1, 1000], 'Refrigerated trucks per DC'),
    non_refrigerated_trucks: whole(12, [0, 1000], 'Trucks without refrigeration per DC'),
    supplier_refrigerated_trucks: whole(
      12,
      [1, 5000],
      "Refrigerated trucks of the suppliers' fleet, counted for five DCs and scaled to the number of DCs",
    ),
    supplier_non_refrigerated_trucks: whole(
      18,
      [0, 5000],
      "Trucks without refrigeration of the suppliers' fleet, counted for five DCs and scaled to the number of DCs",
    ),
    truck_dc_assignment_rate: share(0.85, 'Share of the DC fleet that is bound to one DC; the rest is a pool'),
    truck_capacity: whole(15_000, [100, 1_000_000], 'Capacity of a truck in units of goods'),
  }
}

function stock() {
  return {
    dc_initial_inventory_min: whole(500, [1, 1_000_000], 'Least opening stock of a product in a DC, units'),
    dc_initial_inventory_max: whole(5000, [1, 1_000_000], 'Most opening stock of a product in a DC, units'),
    store_initial_inventory_min: whole(20, [1, 100_000], 'Least opening stock of a product in a store, units'),
    store_initial_inventory_max: whole(200, [1, 100_000], 'Most opening stock of a product in a store, units'),
    dc_reorder_point_min: whole(50, [1, 1_000_000], 'Least balance at which a DC reorders a product, units'),
    dc_reorder_point_max: whole(500, [1, 1_000_000], 'Most balance at which a DC reorders a product, units'),
    store_reorder_point_min: whole(5, [1, 100_000], 'Least balance at which a store reorders a product, units'),
    store_reorder_point_max: whole(50, [1, 100_000], 'Most balance at which a store reorders a product, units'),
  }
}
