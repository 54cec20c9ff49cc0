import type { Cause } from '../../simulation/domain-event.ts'
import type { DayNumber } from '../../time/business-date.ts'
import type { SimTime } from '../../time/sim-time.ts'
import type { Tender } from '../fields.ts'
import type { FulfillmentMode, NodeType } from './events.ts'

/** An order that is about to be placed. */
export interface Placement {
  readonly dcId: number
  /** The business day of the DC, and which order of the day it is: 1, 2, 3, ... */
  readonly day: DayNumber
  readonly number: number
}

/** What every event of an order says. */
export interface OrderName {
  readonly order_id: string
  readonly customer_id: number
  readonly fulfillment_mode: FulfillmentMode
  readonly node_type: NodeType
  readonly node_id: number
}

/** What is handed over. */
export interface Units {
  readonly product_id: number
  readonly quantity: number
}

/** An order on its way through its life. Plain data. */
export interface Order {
  readonly name: OrderName
  readonly lines: Units[]
  /** Whether it had to wait for stock, so that nothing is reserved for it. */
  readonly backordered: boolean
  readonly totalCents: number
  readonly tender: Tender
}

/** An order and the event that led here. */
export interface Step {
  readonly order: Order
  readonly cause: Cause
}

/** A step that is on hold until there is stock. */
export interface Waiting extends Step {
  readonly giveUpAt: SimTime
}
