import { type Corruption, corruption } from './corruptions.ts'

const A_SHIPMENT = "(SELECT min(shipment_id) FROM fact_truck_moves WHERE status = 'COMPLETED')"

/** One more shipment on the truck of `A_SHIPMENT`, so many hours later. */
function another({ hours, storeId }: { readonly hours: number; readonly storeId: string }): string {
  return `
    INSERT INTO fact_truck_moves (event_ts, event_date, trace_id, correlation_id, shipment_id, truck_id, dc_id, store_id, status)
    SELECT event_ts + make_interval(hours => ${hours}), event_date, gen_random_uuid(), correlation_id, 'X', truck_id, dc_id, ${storeId}, status
      FROM fact_truck_moves WHERE shipment_id = ${A_SHIPMENT}`
}

export const TRUCK_CORRUPTIONS: readonly Corruption[] = [
  corruption(9, 'shipments_arrive_whole', [
    'goods that change trucks on the road',
    `UPDATE fact_truck_inventory SET truck_id = truck_id + 1 WHERE shipment_id = ${A_SHIPMENT} AND action = 'UNLOAD'`,
    /^shipment .+, product \d+: .+; on trucks (\d+) to (?!\1)\d+; unloaded$/,
  ]),
  corruption(10, 'one_truck_one_place', [
    'a truck that drives to two stores at once',
    another({ hours: 0, storeId: 'store_id % 3 + 1' }),
    /^truck \d+, loaded at .+: goes to store \d+ and store \d+, is back at .+, is loaded again at no time yet$/,
  ]),
  corruption(10, 'one_truck_one_place', [
    'a truck that sets out again before it is back',
    another({ hours: 1, storeId: 'store_id' }),
    /^truck \d+, loaded at .+: goes to (store \d+) and \1, is back at .+, is loaded again at \d/,
  ]),
  corruption(10, 'truck_statuses_in_order', [
    'a shipment that nobody scheduled',
    `DELETE FROM fact_truck_moves WHERE shipment_id = ${A_SHIPMENT} AND status = 'SCHEDULED'`,
    /^shipment .+, ARRIVED at .+: status number 3, on truck \d+;/,
  ]),
  corruption(10, 'truck_statuses_in_order', [
    'a shipment that arrives on no truck',
    `UPDATE fact_truck_moves SET truck_id = NULL WHERE shipment_id = ${A_SHIPMENT} AND status = 'ARRIVED'`,
    /^shipment .+, ARRIVED at .+: status number 4, on truck none; loaded on truck \d+;/,
  ]),
  corruption(10, 'loads_within_capacity', [
    'a truck that is smaller than its load',
    `UPDATE dim_trucks SET capacity_units = 1
      WHERE truck_id = (SELECT truck_id FROM fact_truck_inventory WHERE action = 'LOAD' GROUP BY truck_id ORDER BY sum(quantity) DESC LIMIT 1)`,
    /^truck \d+, loaded at .+: \d+ units; its capacity is 1$/,
  ]),
  corruption(10, 'cold_goods_ride_cold', [
    'a truck whose cooling is on or off when it should not',
    'UPDATE dim_trucks SET refrigeration = NOT refrigeration WHERE truck_id = (SELECT min(truck_id) FROM fact_truck_moves)',
    /^shipment .+, product \d+: loaded on truck \d+, which is (?:plain|refrigerated)$/,
  ]),
  corruption(10, 'trucks_serve_their_dc', [
    "a supplier's truck that delivers to stores",
    "UPDATE dim_trucks SET fleet = 'SUPPLIER' WHERE truck_id = (SELECT min(truck_id) FROM fact_truck_moves)",
    /^shipment .+, [A-Z_]+: of DC \d+ on truck \d+, of the fleet SUPPLIER that serves DC \d+$/,
  ]),
]
