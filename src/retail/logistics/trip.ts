import type { Cause } from '../../simulation/domain-event.ts'
import type { SimTime } from '../../time/sim-time.ts'
import type { Concerned } from '../disruptions/active.ts'
import type { Route } from './state.ts'

/** Units of a product on a truck. */
export interface LoadedLine {
  readonly productId: number
  readonly units: number
}

/** A shipment on its truck. */
export interface Aboard extends Route {
  readonly lines: readonly LoadedLine[]
  readonly lost: readonly LoadedLine[]
  /** The latest event of its stream. */
  readonly cause: Cause
}

/** A truck under way with one store's shipment or with those of suppliers. Plain data: its wake-ups carry it. */
export interface Trip {
  readonly truckId: number
  readonly dcId: number
  /** Null for a trip from suppliers to the DC. */
  readonly storeId: number | null
  readonly shipments: readonly Aboard[]
  /** On the road, one way, when nothing happens. */
  readonly transitMs: number
  /** When it arrived where it goes; 0 before. */
  readonly arrivedAt: SimTime
}

/** The fields by which events name a shipment on its truck. */
export function nameOf({ truckId }: Pick<Trip, 'truckId'>, { shipmentId, dcId, storeId, supplierId }: Route) {
  return { shipment_id: shipmentId, truck_id: truckId, dc_id: dcId, store_id: storeId, supplier_id: supplierId }
}

/** Units of a product as events name them. */
export function lineOf({ productId, units }: LoadedLine) {
  return { product_id: productId, units }
}

/** Who suffers when something goes wrong with one of the trip's shipments. */
export function concernedBy({ truckId }: Pick<Trip, 'truckId'>, { dcId, storeId, supplierId }: Route): Concerned {
  return { dcId, storeId, supplierId, truckId }
}

/** The trip after its shipments have come further, each by the event that `step` returns. */
export function further(trip: Trip, step: (shipment: Aboard) => Cause): Trip {
  return { ...trip, shipments: trip.shipments.map((shipment) => ({ ...shipment, cause: step(shipment) })) }
}
