import type { MasterDataVolume, TripDays } from './options.ts'
import { dcTraffic, scaledSupplierTrucks } from './trucks.ts'
import type { DistributionCenter, Product, Store, Truck } from './types.ts'

const LOAD_LIMIT = 0.7

/** A store that waits longer for a truck of each kind runs out of goods, however empty the trucks are. */
const DELIVERY_INTERVAL_DAYS = 3

/** What the estimate of the fleet's load needs. */
export interface FleetLoadOptions {
  readonly volume: MasterDataVolume
  readonly purchaseRate: number
  readonly products: readonly Product[]
  readonly stores: readonly Store[]
  readonly distributionCenters: readonly DistributionCenter[]
  readonly trucks: readonly Truck[]
  readonly tripDays?: TripDays | undefined
}

interface Need {
  readonly stores: number
  readonly units: number
  readonly refrigeratedUnits: number
}

interface Load {
  readonly dcNumber: string
  readonly deliveries: number
  readonly supplies: number
}

/**
 * Warnings about fleets with less than one truck of a kind per DC, and at most one for each of the two fleets when it
 * would be loaded to more than 70 % at some DC. The estimate: what
 * the stores sell is brought to the DC and from there to them, a truck sets out again when a mean trip is over, refrigerated
 * goods take refrigerated trucks, and every store gets a delivery of each kind at least every third day.
 */
export function fleetWarnings(options: FleetLoadOptions): string[] {
  const loads = fleetLoads(options)
  return [
    ...missingTrucks(options),
    ...warning('delivery', '', loads, (load) => load.deliveries),
    ...warning('supplier', 'supplier_', loads, (load) => load.supplies),
  ]
}

/** The part of each DC's fleets that is needed on a mean day, 1 = all of it. */
export function fleetLoads(options: FleetLoadOptions): Load[] {
  const { volume, purchaseRate, products, tripDays = { deliveries: 1, supplies: 1 } } = options
  const traffic = dcTraffic(options.distributionCenters, options.stores)
  const unitsPerTraffic = volume.customers_per_day * purchaseRate * volume.items_per_ticket_mean
  const refrigeratedShare = products.filter((product) => product.requiresRefrigeration).length / products.length
  return options.distributionCenters.map(({ dcId, dcNumber }) => {
    const stores = options.stores.filter((store) => store.dcId === dcId).length
    const units = (traffic.get(dcId) ?? 0) * unitsPerTraffic
    const need = { stores, units, refrigeratedUnits: refrigeratedShare * units }
    const trucks = options.trucks.filter((truck) => truck.servesDcId === dcId)
    const deliveries = trucks.filter((truck) => truck.fleet !== 'SUPPLIER')
    const supplies = trucks.filter((truck) => truck.fleet === 'SUPPLIER')
    return {
      dcNumber,
      deliveries: tripDays.deliveries * loadOf(need, deliveries),
      supplies: tripDays.supplies * loadOf({ ...need, stores: 0 }, supplies),
    }
  })
}

/** Every DC has a truck of each kind, because its goods would never move otherwise. */
function missingTrucks({ volume, distributionCenters }: FleetLoadOptions): string[] {
  const dcs = distributionCenters.length
  const perDc = (['refrigerated_trucks', 'non_refrigerated_trucks'] as const).filter((key) => volume[key] < 1)
  const suppliers = (['supplier_refrigerated_trucks', 'supplier_non_refrigerated_trucks'] as const).filter(
    (key) => scaledSupplierTrucks(volume[key], dcs) < dcs,
  )
  return [...perDc, ...suppliers].map(
    (key) => `volume.${key} is ${volume[key]}, less than one per DC: every DC gets one all the same`,
  )
}

function warning(fleet: string, prefix: string, loads: readonly Load[], loadOfFleet: (load: Load) => number): string[] {
  const over = loads.filter((load) => loadOfFleet(load) > LOAD_LIMIT)
  if (over.length === 0) return []
  const worst = over.reduce((most, load) => (loadOfFleet(load) > loadOfFleet(most) ? load : most))
  return [
    `the ${fleet} trucks of ${over.length} of ${loads.length} DCs would be loaded to more than ${LOAD_LIMIT * 100} % on a ` +
      `mean day, most at ${worst.dcNumber} (${Math.ceil(loadOfFleet(worst) * 100)} %), so shipments will wait: raise ` +
      `volume.${prefix}refrigerated_trucks, volume.${prefix}non_refrigerated_trucks or volume.truck_capacity`,
  ]
}

/** The part of the fleet's capacity that is needed when each truck makes a trip a day, for the worse of refrigerated goods and all goods. */
function loadOf(need: Need, trucks: readonly Truck[]): number {
  const refrigerated = trucks.filter((truck) => truck.refrigeration)
  const plainCount = trucks.length - refrigerated.length
  return Math.max(
    need.units / capacityOf(trucks),
    need.refrigeratedUnits / capacityOf(refrigerated),
    need.stores / (DELIVERY_INTERVAL_DAYS * refrigerated.length),
    need.stores / (DELIVERY_INTERVAL_DAYS * plainCount),
  )
}

function capacityOf(trucks: readonly Truck[]): number {
  return trucks.reduce((sum, truck) => sum + truck.capacityUnits, 0)
}
