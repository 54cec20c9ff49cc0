import { causeOf } from '../../simulation/domain-event.ts'
import type { Moment } from '../../simulation/moment.ts'
import { entityKey } from '../../simulation/wake-up.ts'
import type { DayNumber } from '../../time/business-date.ts'
import { isoTime } from '../../time/iso-time.ts'
import { TRUCKS } from '../agent-codes.ts'
import type { Company } from '../company.ts'
import { severityOf } from '../disruptions/active.ts'
import type { MasterData, Truck } from '../master-data/types.ts'
import type { World } from '../world.ts'
import { groupBy } from '../master-data/group-by.ts'
import { reorderLine } from './announce.ts'
import { shipmentLoaded } from './events.ts'
import { fitInto, type Sendable, sendableToday } from './sendable.ts'
import { unitsOf, type WaitingShipment } from './state.ts'
import { drawTransit, morningOf } from './travel.ts'
import { type Aboard, lineOf, nameOf, type Trip } from './trip.ts'

/** Least part, of its capacity and of each shipment, that a constrained truck still takes. */
const LEAST_PART = 0.1

/** The trucks of each DC in the order of their ids, by what they are for: see `fleetKey`. */
export type Fleets = ReadonlyMap<string, readonly Truck[]>

/** What a dispatch goes by. */
export interface Depot {
  readonly company: Company
  readonly world: World
  readonly fleets: Fleets
}

interface OpenTrip extends Omit<Trip, 'shipments'> {
  readonly refrigerated: boolean
  readonly shipments: Aboard[]
  readonly departsAt: number
  /** Part of each shipment that it takes. */
  readonly part: number
  room: number
}

/** The trucks of a company by DC, purpose and temperature class. */
export function fleetsOf({ trucks }: MasterData): Fleets {
  return groupBy(trucks, ({ servesDcId, fleet, refrigeration }) =>
    fleetKey(servesDcId, fleet === 'SUPPLIER', refrigeration),
  )
}

function fleetKey(dcId: number, supplies: boolean, refrigerated: boolean): string {
  return `${dcId} ${supplies ? 'supply' : 'delivery'} ${refrigerated ? 'cold' : 'plain'}`
}

/**
 * Loads what waits, the oldest first: a truck for each delivery to a store; suppliers' shipments share trucks, which collect
 * them on their way. What gets no truck waits for the next dispatch.
 */
export function dispatch(depot: Depot, day: DayNumber, at: Moment): void {
  const open: OpenTrip[] = []
  for (const shipment of depot.world.waiting[at.entityNumber].filter(({ readyOn }) => readyOn <= day)) {
    const goods = sendableToday(depot.company, depot.world, { shipment, day }, at)
    if (goods === null) continue
    const trip = joinedTrip(open, goods, shipment) ?? newTrip(depot, shipment, day, at)
    if (trip === null) continue
    if (!open.includes(trip)) open.push(trip)
    load(trip, shipment, goods, at)
  }
  for (const { refrigerated: _, departsAt, part: __, room: ___, ...trip } of open) {
    at.wake('depart', departsAt, trip satisfies Trip, entityKey(TRUCKS, trip.truckId))
  }
}

function joinedTrip(open: readonly OpenTrip[], { lines }: Sendable, { storeId, refrigerated }: WaitingShipment) {
  if (storeId !== null) return undefined
  const units = unitsOf(lines)
  return open.find((trip) => trip.storeId === null && trip.refrigerated === refrigerated && trip.room >= units)
}

function newTrip({ company, world, fleets }: Depot, shipment: WaitingShipment, day: DayNumber, at: Moment) {
  const { dcId, storeId, supplierId, refrigerated } = shipment
  const truck = longestFree(world, fleets.get(fleetKey(dcId, supplierId !== null, refrigerated)) ?? [])
  if (truck === null) return null
  const { truckId, capacityUnits } = truck
  const concerned = { dcId, storeId, supplierId, truckId }
  const { loadsAt, departsAt } = morningOf(company, dcId, day)
  // Loading takes from the load hour to the departure, longer when hands are short.
  const longer = Math.round(2 * severityOf(world, 'labor_shortage', concerned) * (departsAt - loadsAt))
  const part = Math.max(LEAST_PART, 1 - severityOf(world, 'capacity_constraint', concerned))
  return {
    truckId,
    dcId,
    storeId,
    refrigerated,
    shipments: [],
    transitMs: drawTransit(company, { dcId, storeId, truckId }, day, at),
    departsAt: departsAt + longer,
    arrivedAt: 0,
    part,
    room: Math.round(part * capacityUnits),
  } satisfies OpenTrip
}

/** The free truck that has been so for longest, of several the one with the lowest id. */
function longestFree({ fleet }: World, trucks: readonly Truck[]): Truck | null {
  let found: Truck | null = null
  for (const truck of trucks) {
    const { status, since } = fleet[truck.truckId]
    if (status === 'FREE' && (found === null || since < fleet[found.truckId].since)) found = truck
  }
  return found
}

function load(trip: OpenTrip, shipment: WaitingShipment, goods: Sendable, at: Moment): void {
  const room = Math.min(trip.room, Math.max(1, Math.round(trip.part * unitsOf(goods.lines))))
  const { taken, leftBehind } = fitInto(room, goods.lines)
  const lines = perProduct(taken)
  const { shipmentId, dcId, storeId, supplierId } = shipment
  const loaded = at.emit(
    shipmentLoaded(
      {
        ...nameOf(trip, shipment),
        lines: lines.map(lineOf),
        cut: perProduct(goods.cut).map(lineOf),
        left_behind: leftBehind.map(reorderLine),
        etd: isoTime(trip.departsAt),
        eta: isoTime(trip.departsAt + trip.transitMs),
      },
      shipment.cause,
    ),
  )
  trip.room -= unitsOf(taken)
  trip.shipments.push({ shipmentId, dcId, storeId, supplierId, lines, lost: [], cause: causeOf(loaded) })
}

/** One line per product, in the order of their first. */
function perProduct(lines: ReadonlyArray<{ readonly productId: number; readonly units: number }>) {
  const byProduct = groupBy(lines, ({ productId }) => productId)
  return [...byProduct].map(([productId, own]) => ({ productId, units: unitsOf(own) }))
}
