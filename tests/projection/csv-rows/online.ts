import { eventIdText } from '../../../src/simulation/event-id.ts'
import { sample } from '../sample-events.ts'

const { id, occurredAt } = sample('online_order_created')

/** The first row of the view of online orders. */
export const FIRST_ONLINE_ORDER = {
  TraceId: eventIdText(id),
  EventTS: new Date(occurredAt),
  OrderId: 'O2-20240115-200',
  CustomerID: 11,
  FulfillmentMode: 'SHIP_FROM_DC',
  FulfillmentNodeType: 'DC',
  FulfillmentNodeID: 2,
  Subtotal: '7.50',
  Tax: '0.62',
  Total: '8.12',
  TenderType: 'PAYPAL',
}
