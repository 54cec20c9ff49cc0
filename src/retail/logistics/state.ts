import type { Cause } from '../../simulation/domain-event.ts'
import type { EventId } from '../../simulation/event-id.ts'
import type { DayNumber } from '../../time/business-date.ts'
import type { SimTime } from '../../time/sim-time.ts'

/** A part of a shipment: units of a product for a reorder. */
export interface PlannedLine {
  readonly productId: number
  readonly units: number
  /** The reorder that this line fills. */
  readonly reorder: EventId
}

/** Where a shipment goes from and to. */
export interface Route {
  readonly shipmentId: string
  readonly dcId: number
  /** Where it goes; null when it goes to the DC. */
  readonly storeId: number | null
  /** Where it comes from; null when it comes from the DC. */
  readonly supplierId: number | null
}

/** A shipment that has been announced and has no truck yet. Plain data, changed by folds alone. */
export interface WaitingShipment extends Route {
  readonly refrigerated: boolean
  readonly lines: PlannedLine[]
  /** The local business day from which it can be loaded. */
  readyOn: DayNumber
  /** The disruptions that have delayed it. */
  readonly delayedBy: string[]
  /** The latest event of its stream. */
  cause: Cause
}

export const TRUCK_STATUSES = ['FREE', 'LOADING', 'OUTBOUND', 'UNLOADING', 'RETURN'] as const
export type TruckStatus = (typeof TRUCK_STATUSES)[number]

/** What a truck does, since when, and how many shipments of its trip are not completed. Plain data, changed by folds alone. */
export interface TruckState {
  status: TruckStatus
  since: SimTime
  shipments: number
  /** On its way out; null while it stands or comes back. */
  onRoad: OnRoad | null
}

/** A truck on its way to where its shipments go. */
export interface OnRoad {
  /** When it will arrive, as things are. */
  eta: SimTime
  readonly shipments: ShipmentOnRoad[]
  /** Whether it has broken down so badly that part of the load is spoiled. */
  isSpoiled: boolean
}

/** A shipment on the road. */
export interface ShipmentOnRoad extends Route {
  /** The latest event of its stream. */
  cause: Cause
}

/** A truck before its first trip. */
export function freeTruck(): TruckState {
  return { status: 'FREE', since: 0, shipments: 0, onRoad: null }
}

/** Units of all lines. */
export function unitsOf(lines: ReadonlyArray<{ readonly units: number }>): number {
  let units = 0
  for (const line of lines) units += line.units
  return units
}
