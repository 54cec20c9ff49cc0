import type { Cause } from '../../simulation/domain-event.ts'
import type { DayNumber } from '../../time/business-date.ts'
import type { SimTime } from '../../time/sim-time.ts'
import type { SoldGoods } from '../returns/sold-goods.ts'

/** A visit that is about to begin. */
export interface Arrival {
  readonly storeId: number
  readonly day: DayNumber
  /** Number of the visit within the store's day. */
  readonly number: number
  /** The advertisement that causes the visit, if one does. */
  readonly impression: CausingImpression | null
}

/** An advertisement that brings a customer into a store. */
export interface CausingImpression {
  readonly customerId: number
  readonly impressionId: string
  readonly campaignId: string
  /** The `ad_impression` event. */
  readonly cause: Cause
}

/** Who comes, what for, and which way through the store: everything that is decided at the door. */
export interface VisitPlan {
  /** 0 for an unknown visitor. */
  readonly customerId: number
  /** Null for a visitor whose device no beacon hears. */
  readonly bleId: string | null
  /** Places in `SEGMENTS` and `TRIPS`. */
  readonly segment: number
  readonly trip: number
  readonly party: number
  /** Zone numbers in walking order, and when each is left; the last one is left through the door. */
  readonly zones: readonly number[]
  readonly leaves: readonly SimTime[]
  /** When the till asks for money; 0 for someone who only looks. */
  readonly paysAt: SimTime
  /** Product index and quantity, alternating: what the party wants. */
  readonly wants: readonly number[]
}

/** A visit in progress: what was planned when it began, and how far it is. Plain data. */
export interface Session extends Arrival, VisitPlan {
  readonly cause: Cause
  readonly enteredAt: SimTime
  /** What somebody brings back who does not come to buy. */
  readonly givesBack: SoldGoods | null
  /** Place in `zones` where the party is now. */
  at: number
  nextPing: SimTime
  receiptId: string | null
  lostLines: number
  substitutes: number
  paymentFailed: boolean
}
