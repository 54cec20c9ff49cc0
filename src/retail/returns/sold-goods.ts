import type { Cause } from '../../simulation/domain-event.ts'
import type { DayNumber } from '../../time/business-date.ts'
import type { SimTime } from '../../time/sim-time.ts'
import type { StoreTender } from '../fields.ts'
import type { TillLine } from '../sales/till-lines.ts'

/** A sale of which something will be brought back: all that its return needs to know, as plain data. */
export interface SoldGoods {
  readonly receiptId: string
  /** The receipt's event. */
  readonly receipt: Cause
  readonly storeId: number
  /** When it was sold, and on which business day. */
  readonly soldAt: SimTime
  readonly day: DayNumber
  /** Number of the visit within the store's day. */
  readonly number: number
  /** 0 for an unknown buyer. */
  readonly customerId: number
  readonly bleId: string | null
  /** Place in `SEGMENTS`. */
  readonly segment: number
  readonly tender: StoreTender
  readonly lines: readonly TillLine[]
}
