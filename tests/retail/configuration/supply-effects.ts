import type { Company } from '../../../src/retail/company.ts'
import type { MasterData, OpeningStock, Product, Truck } from '../../../src/retail/master-data/types.ts'
import { DAY } from '../../../src/time/sim-time.ts'
import { only, type Settings } from '../simulated.ts'
import type { Effect } from './effect.ts'
import { count, mean, meanOf, type Observe, twoDays } from './observing.ts'

const adjusted = ({ data }: { data: { reason: string } }) => data.reason === 'ADJUSTMENT'
const adjustments = count('inventory_updated', adjusted)
const movements = (reason: string) => count('inventory_updated', ({ data }) => data.reason === reason)
const counting = (counts: NonNullable<Settings['inventory']>): Settings => ({
  inventory: { cycle_count_share: 1, ...counts },
})
const adjustedUnits: Observe = (company) =>
  mean(
    only(twoDays(company), 'inventory_updated')
      .filter(adjusted)
      .map(({ data }) => Math.abs(data.quantity_delta)),
  )

const first = (type: 'shipment_scheduled' | 'shipment_loaded'): Observe => {
  return (company) => only(twoDays(company), type)[0]?.occurredAt ?? Number.NaN
}
const etd = meanOf('shipment_scheduled', ({ data }) => Date.parse(data.etd))
const transit = meanOf('shipment_loaded', ({ data }) => Date.parse(data.eta) - Date.parse(data.etd))

const unloading = meanOf('shipment_unloaded', ({ data }) => data.actual_unload_duration)
const leadDays: Observe = ({ master }) => mean(master.productSuppliers.map(({ leadTimeDays }) => leadTimeDays))

const supply: Effect[] = [
  ['inventory.consolidation_hour', { inventory: { consolidation_hour: 18 } }, 'less', first('shipment_scheduled')],
  ['inventory.planning_minute', { inventory: { planning_minute: 5 } }, 'less', first('shipment_scheduled')],
  [
    'inventory.target_fill',
    { inventory: { target_fill: 3 } },
    'more',
    meanOf('reorder_triggered', ({ data }) => data.reorder_quantity),
  ],
  [
    'inventory.urgent_deficit',
    { inventory: { urgent_deficit: 1 } },
    'less',
    count('reorder_triggered', ({ data }) => data.priority === 'URGENT'),
  ],
  [
    'inventory.high_deficit',
    { inventory: { high_deficit: 0.5 } },
    'less',
    count('reorder_triggered', ({ data }) => data.priority === 'HIGH'),
  ],
  ['inventory.cycle_count_share', { inventory: { cycle_count_share: 1 } }, 'more', adjustments],
  [
    'inventory.cycle_count_products.min',
    counting({ cycle_count_products: { min: 3 } }),
    'more',
    adjustments,
    counting({}),
  ],
  [
    'inventory.cycle_count_products.max',
    counting({ cycle_count_products: { max: 90 } }),
    'more',
    adjustments,
    counting({}),
  ],
  ['inventory.cycle_count_units.min', counting({ cycle_count_units: { min: 5 } }), 'more', adjustedUnits, counting({})],
  [
    'inventory.cycle_count_units.max',
    counting({ cycle_count_units: { max: 90 } }),
    'more',
    adjustedUnits,
    counting({}),
  ],
  ['inventory.damage_share', { inventory: { damage_share: 1 } }, 'more', movements('DAMAGED')],
  ['inventory.shrink_share', { inventory: { shrink_share: 1 } }, 'more', movements('LOST')],
  ['logistics.load_hour', { logistics: { load_hour: 2 } }, 'less', first('shipment_loaded')],
  ['logistics.depart_hour', { logistics: { depart_hour: 9 } }, 'more', etd],
  ['logistics.transit_hours.min', { logistics: { transit_hours: { min: 10 } } }, 'more', transit],
  ['logistics.transit_hours.max', { logistics: { transit_hours: { max: 14 } } }, 'more', transit],
  ['logistics.unload_minutes.min', { logistics: { unload_minutes: { min: 100 } } }, 'more', unloading],
  ['logistics.unload_minutes.max', { logistics: { unload_minutes: { max: 700 } } }, 'more', unloading],
  ['logistics.supplier_lead_days.min', { logistics: { supplier_lead_days: { min: 9 } } }, 'more', leadDays],
  ['logistics.supplier_lead_days.max', { logistics: { supplier_lead_days: { max: 60 } } }, 'more', leadDays],
]

const rows =
  (table: keyof MasterData): Observe =>
  ({ master }) =>
    master[table].length
const locals: Observe = ({ master }) =>
  master.customers.filter(({ homeStoreId, geographyId }) => master.stores[homeStoreId - 1].geographyId === geographyId)
    .length
const goods =
  (isSo: (product: Product, company: Company) => boolean): Observe =>
  (company) =>
    company.master.products.filter((product) => isSo(product, company)).length
const isFullPriced = ({ salePriceCents, msrpCents }: Product) => salePriceCents === msrpCents
const isLaunchedWithin =
  (first: number, last: number) =>
  ({ launchDate }: Product, { startDay }: Company) =>
    launchDate >= (startDay + first) * DAY && launchDate <= (startDay + last) * DAY
const trucks =
  (isSo: (truck: Truck) => boolean): Observe =>
  ({ master }) =>
    master.trucks.filter(isSo).length
const stocked = (node: 'store' | 'dc', what: keyof OpeningStock): Observe => {
  return ({ master }) => mean(master[`${node}Stock`].flatMap((stock) => [...stock[what]]))
}

/** The least and the most of a stock quantity, each set to a value at which the mean must rise. */
function stock(
  node: 'store' | 'dc',
  name: string,
  what: keyof OpeningStock,
  [min, max]: readonly [number, number],
): Effect[] {
  return [
    [`volume.${node}_${name}_min`, { volume: { [`${node}_${name}_min`]: min } }, 'more', stocked(node, what)],
    [`volume.${node}_${name}_max`, { volume: { [`${node}_${name}_max`]: max } }, 'more', stocked(node, what)],
  ]
}

const volume: Effect[] = [
  ['volume.stores', { volume: { stores: 4 } }, 'more', rows('stores')],
  ['volume.dcs', { volume: { dcs: 2 } }, 'more', rows('distributionCenters')],
  ['volume.total_geographies', { volume: { total_geographies: 9 } }, 'more', rows('geographies')],
  ['volume.total_customers', { volume: { total_customers: 200 } }, 'more', rows('customers')],
  ['volume.total_products', { volume: { total_products: 400 } }, 'more', rows('products')],
  ['volume.local_customer_rate', { volume: { local_customer_rate: 0.1 } }, 'less', locals],
  ['volume.full_price_rate', { volume: { full_price_rate: 0.1 } }, 'less', goods(isFullPriced)],
  ['volume.launched_before_rate', { volume: { launched_before_rate: 0.1 } }, 'less', goods(isLaunchedWithin(-731, -1))],
  [
    'volume.launched_in_first_half_rate',
    { volume: { launched_in_first_half_rate: 0 } },
    'less',
    goods(isLaunchedWithin(0, 182)),
  ],
  ['volume.customers_per_day', { volume: { customers_per_day: 200 } }, 'more', count('customer_entered')],
  [
    'volume.items_per_ticket_mean',
    { volume: { items_per_ticket_mean: 3 } },
    'less',
    meanOf('receipt_created', ({ data }) => data.item_count),
  ],
  [
    'volume.refrigerated_trucks',
    { volume: { refrigerated_trucks: 20 } },
    'more',
    trucks((truck) => truck.fleet !== 'SUPPLIER' && truck.refrigeration),
  ],
  [
    'volume.non_refrigerated_trucks',
    { volume: { non_refrigerated_trucks: 40 } },
    'more',
    trucks((truck) => truck.fleet !== 'SUPPLIER' && !truck.refrigeration),
  ],
  [
    'volume.supplier_refrigerated_trucks',
    { volume: { supplier_refrigerated_trucks: 60 } },
    'more',
    trucks((truck) => truck.fleet === 'SUPPLIER' && truck.refrigeration),
  ],
  [
    'volume.supplier_non_refrigerated_trucks',
    { volume: { supplier_non_refrigerated_trucks: 90 } },
    'more',
    trucks((truck) => truck.fleet === 'SUPPLIER' && !truck.refrigeration),
  ],
  [
    'volume.truck_dc_assignment_rate',
    { volume: { truck_dc_assignment_rate: 0.5 } },
    'more',
    trucks((truck) => truck.fleet === 'POOL'),
  ],
  ['volume.truck_capacity', { volume: { truck_capacity: 100 } }, 'more', count('shipment_scheduled')],
  ...stock('store', 'initial_inventory', 'quantities', [12, 20]),
  ...stock('dc', 'initial_inventory', 'quantities', [4000, 9000]),
  ...stock('store', 'reorder_point', 'reorderPoints', [6, 12]),
  ...stock('dc', 'reorder_point', 'reorderPoints', [400, 900]),
]

/** What keys do to goods and to the size of the company. */
export const SUPPLY_EFFECTS: readonly Effect[] = [...supply, ...volume]
