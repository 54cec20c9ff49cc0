import { type DrawKey, wordAt, wordOf } from '../../simulation/random.ts'
import type { DistributionCenter, Fleet, Store, Truck } from './types.ts'

const PLATE = wordOf('license plate')

/** The supplier fleet of the configuration is meant for this many DCs. */
const SUPPLIER_FLEET_DCS = 5

/** What the truck dimension needs. */
export interface TruckOptions {
  readonly distributionCenters: readonly DistributionCenter[]
  readonly stores: readonly Store[]
  /** Trucks per DC. */
  readonly perDc: { readonly refrigerated: number; readonly plain: number }
  /** Trucks for five DCs. */
  readonly supplier: { readonly refrigerated: number; readonly plain: number }
  /** 0..1. */
  readonly assignmentRate: number
  readonly capacityUnits: number
  readonly root: DrawKey
}

interface Berth {
  readonly fleet: Fleet
  readonly refrigeration: boolean
  servesDcId: number
}

/**
 * The DC fleets, then the supplier fleet. Every DC has at least one truck of each kind in either fleet. The trucks of
 * the pool and of the suppliers go, one after the other, to the DC with the most store traffic per truck, first the
 * refrigerated ones, then the plain ones.
 */
export function makeTrucks(options: TruckOptions): Truck[] {
  const fleetOfDcs = dcFleet(options)
  const fleetOfSuppliers = supplierFleet(options)
  const traffic = dcTraffic(options.distributionCenters, options.stores)
  for (const fleet of [fleetOfDcs, fleetOfSuppliers]) {
    for (const refrigeration of [true, false]) deal(fleet, refrigeration, traffic)
  }
  return [...fleetOfDcs, ...fleetOfSuppliers].map(({ fleet, refrigeration, servesDcId }, index) => ({
    truckId: index + 1,
    licensePlate: licensePlate(index + 1, options.root),
    refrigeration,
    dcId: fleet === 'SUPPLIER' ? 0 : servesDcId,
    fleet,
    servesDcId,
    capacityUnits: options.capacityUnits,
  }))
}

/** Sum of the traffic multipliers of each DC's stores. */
export function dcTraffic(dcs: readonly DistributionCenter[], stores: readonly Store[]): Map<number, number> {
  const traffic = new Map(dcs.map((dc) => [dc.dcId, 0]))
  for (const store of stores) traffic.set(store.dcId, (traffic.get(store.dcId) ?? 0) + store.dailyTrafficMultiplier)
  return traffic
}

function dcFleet({ distributionCenters, perDc, assignmentRate }: TruckOptions): Berth[] {
  return distributionCenters.flatMap(({ dcId }, index) =>
    [true, false].flatMap((refrigeration) => {
      const count = Math.max(1, refrigeration ? perDc.refrigerated : perDc.plain)
      const bound = Math.round(assignmentRate * count * (index + 1)) - Math.round(assignmentRate * count * index)
      return Array.from({ length: count }, (_, truck): Berth => {
        const isBound = truck < bound
        return { fleet: isBound ? 'DC' : 'POOL', refrigeration, servesDcId: isBound ? dcId : 0 }
      })
    }),
  )
}

/** Supplier trucks for this many DCs, given those for five. */
export function scaledSupplierTrucks(trucksForFiveDcs: number, dcs: number): number {
  return Math.round((trucksForFiveDcs * dcs) / SUPPLIER_FLEET_DCS)
}

function supplierFleet({ distributionCenters, supplier }: TruckOptions): Berth[] {
  const dcs = distributionCenters.length
  return [true, false].flatMap((refrigeration) => {
    const scaled = scaledSupplierTrucks(refrigeration ? supplier.refrigerated : supplier.plain, dcs)
    return Array.from(
      { length: Math.max(dcs, scaled) },
      (): Berth => ({ fleet: 'SUPPLIER', refrigeration, servesDcId: 0 }),
    )
  })
}

/** Sends the trucks of a kind that have no DC yet: first where there is none, then where traffic per truck is highest. */
function deal(fleet: readonly Berth[], refrigeration: boolean, traffic: ReadonlyMap<number, number>): void {
  const served = new Map([...traffic.keys()].map((dcId) => [dcId, { ofKind: 0, all: 0 }]))
  const arrive = (berth: Berth) => {
    const counts = served.get(berth.servesDcId)
    if (counts === undefined) return
    counts.all++
    if (berth.refrigeration === refrigeration) counts.ofKind++
  }
  fleet.forEach(arrive)
  for (const berth of fleet) {
    if (berth.refrigeration !== refrigeration || berth.servesDcId > 0) continue
    berth.servesDcId = neediest(served, traffic)
    arrive(berth)
  }
}

function neediest(
  served: ReadonlyMap<number, { readonly ofKind: number; readonly all: number }>,
  traffic: ReadonlyMap<number, number>,
): number {
  let best = { dcId: 0, need: -1 }
  for (const [dcId, { ofKind, all }] of served) {
    const need = ofKind === 0 ? Infinity : (traffic.get(dcId) ?? 0) / all
    if (need > best.need) best = { dcId, need }
  }
  return best.dcId
}

const PLATES = 26 * 26 * 26 * 10000

/** `KQD-4821`. Unique for up to 175,760,000 trucks: the factor has no divisor in common with their number. */
function licensePlate(truckId: number, root: DrawKey): string {
  const code = (truckId * 74_207_281 + (wordAt(root, PLATE) >>> 0)) % PLATES
  const letter = (place: number) => String.fromCharCode(65 + (Math.floor(code / 10000 / place) % 26))
  return `${letter(676)}${letter(26)}${letter(1)}-${String(code % 10000).padStart(4, '0')}`
}
