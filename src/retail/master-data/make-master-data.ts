import { DEPARTMENTS } from '../../dictionaries/types.ts'
import { checkOptions } from './check-options.ts'
import { makeCustomers } from './customers.ts'
import { makeDistributionCenters } from './distribution-centers.ts'
import { fleetWarnings } from './fleet-load.ts'
import { makeGeographies } from './geographies.ts'
import { type MasterDataOptions, type MasterDataVolume } from './options.ts'
import { popularityScores } from './popularity.ts'
import { makeProducts } from './products.ts'
import { makeStock, type StockRange } from './stock.ts'
import { carriedBy, carriedGoods, catalogueWarnings, storeTypeDraws } from './store-types.ts'
import { makeStores } from './stores.ts'
import { makeSuppliers } from './suppliers.ts'
import { taxRates } from './tax-rates.ts'
import { makeTrucks } from './trucks.ts'
import type { DistributionCenter, Geography, MasterData, Product, Store, Truck } from './types.ts'

interface Network {
  readonly geographies: readonly Geography[]
  readonly distributionCenters: readonly DistributionCenter[]
  readonly stores: readonly Store[]
  readonly trucks: readonly Truck[]
}

/**
 * The company before its first day. Pure: the same options give the same rows.
 * @throws MasterDataError when configuration and dictionaries do not fit together; it lists every problem
 */
export function makeMasterData(options: MasterDataOptions): MasterData {
  checkOptions(options)
  const { dictionaries, volume, root } = options
  const network = makeNetwork(options)
  const goods = carriedGoods(options)
  const products = makeProducts({
    dictionaries: { ...dictionaries, products: goods.products },
    departments: options.departments ?? DEPARTMENTS,
    count: volume.total_products,
    orFewer: goods.isPart,
    startDay: options.startDay,
    rates: volume,
    root,
  })
  return {
    ...network,
    products,
    customers: makeCustomers({
      count: volume.total_customers,
      stores: network.stores,
      geographies: network.geographies,
      dictionaries,
      segmentShares: options.segmentShares,
      localRate: volume.local_customer_rate,
      root,
    }),
    ...makeSuppliers({ products, dictionaries, leadDays: options.supplierLeadDays, root }),
    ...openingStock(products, network, options),
    warnings: [...catalogueWarnings(products, options), ...fleetWarningsOf(options, network, products)],
  }
}

function fleetWarningsOf(
  { volume, purchaseRate, tripDays }: MasterDataOptions,
  network: Network,
  products: readonly Product[],
): string[] {
  return fleetWarnings({ ...network, volume, purchaseRate, products, tripDays })
}

function makeNetwork(options: MasterDataOptions): Network {
  const { dictionaries, volume, root } = options
  const streets = dictionaries.streetNames
  const geographies = makeGeographies(dictionaries.geographies, volume.total_geographies, root)
  const distributionCenters = makeDistributionCenters({ count: volume.dcs, geographies, streets, root })
  const taxRateOf = taxRates(dictionaries.taxRates)
  const typeOfDc = storeTypeDraws(options)
  const stores = makeStores({
    count: volume.stores,
    geographies,
    distributionCenters,
    streets,
    taxRateOf,
    typeOfDc,
    root,
  })
  const trucks = makeTrucks({
    distributionCenters,
    stores,
    perDc: { refrigerated: volume.refrigerated_trucks, plain: volume.non_refrigerated_trucks },
    supplier: { refrigerated: volume.supplier_refrigerated_trucks, plain: volume.supplier_non_refrigerated_trucks },
    assignmentRate: volume.truck_dc_assignment_rate,
    capacityUnits: volume.truck_capacity,
    root,
  })
  return { geographies, distributionCenters, stores, trucks }
}

function openingStock(
  products: readonly Product[],
  { stores }: Network,
  { dictionaries, volume, root }: MasterDataOptions,
): Pick<MasterData, 'storeStock' | 'dcStock'> {
  const scores = popularityScores(products, root)
  const { atStore, atDc } = carriedBy(dictionaries.storeTypes, products, stores)
  return {
    storeStock: makeStock({
      kind: 'store stock',
      nodes: volume.stores,
      range: stockRange(volume, 'store'),
      scores,
      carries: atStore,
      root,
    }),
    dcStock: makeStock({
      kind: 'dc stock',
      nodes: volume.dcs,
      range: stockRange(volume, 'dc'),
      scores,
      carries: atDc,
      root,
    }),
  }
}

function stockRange(volume: MasterDataVolume, node: 'store' | 'dc'): StockRange {
  return {
    quantityMin: volume[`${node}_initial_inventory_min`],
    quantityMax: volume[`${node}_initial_inventory_max`],
    reorderMin: volume[`${node}_reorder_point_min`],
    reorderMax: volume[`${node}_reorder_point_max`],
  }
}
