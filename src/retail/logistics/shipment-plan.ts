import type { EventId } from '../../simulation/event-id.ts'
import type { SimTime } from '../../time/sim-time.ts'

/** What a shipment is to carry, and when it is to do what. Plain data: the wake-ups of the shipment carry it. */
export interface ShipmentPlan {
  readonly shipmentId: string
  readonly dcId: number
  /** Where it goes; null when it goes to the DC. */
  readonly storeId: number | null
  /** Where it comes from; null when it comes from the DC. */
  readonly supplierId: number | null
  readonly refrigerated: boolean
  readonly lines: readonly PlannedLine[]
  readonly loadsAt: SimTime
  readonly departsAt: SimTime
  readonly arrivesAt: SimTime
  readonly unloadedAt: SimTime
  readonly completedAt: SimTime
}

export interface PlannedLine {
  readonly productId: number
  readonly units: number
  /** The reorder that this line fills. */
  readonly reorder: EventId
}
