import type { RetailEvent } from '../../../src/retail/events.ts'
import { inventoryUpdated } from '../../../src/retail/inventory/events.ts'
import {
  onlineOrderBackordered,
  onlineOrderCancelled,
  onlineOrderCreated,
  onlineOrderDelivered,
  onlineOrderPicked,
  onlineOrderShipped,
} from '../../../src/retail/online/events.ts'
import { paymentProcessed } from '../../../src/retail/sales/events.ts'
import { at, stamped } from '../stamped.ts'

const LINES = [
  { product_id: 7, quantity: 2 },
  { product_id: 8, quantity: 1 },
]
const PRICES = { unit_price_cents: 250, discount_cents: 0, promo_code: null }

/** What becomes of a sample order: `number` is that of its first event. */
interface Life {
  readonly number: number
  readonly ends: 'delivered' | 'cancelled'
  readonly backordered?: boolean
}

/** An order of the region of DC 2 from its beginning to its end; it takes seven event numbers. */
export function order({ number, ends, backordered = false }: Life): RetailEvent[] {
  const name = {
    order_id: `O2-20240115-${number}`,
    customer_id: 11,
    fulfillment_mode: 'SHIP_FROM_DC',
    node_type: 'DC',
    node_id: 2,
  } as const
  const created = stamped(
    onlineOrderCreated(
      {
        ...name,
        requested_mode: 'SHIP_FROM_STORE',
        backordered,
        item_count: 3,
        lines: LINES.map((line) => ({ ...line, ...PRICES, extended_price_cents: 250 * line.quantity })),
        gross_subtotal_cents: 750,
        discount_cents: 0,
        subtotal_cents: 750,
        tax_cents: 62,
        total_cents: 812,
        tender_type: 'PAYPAL',
        campaign_id: null,
        impression_id: null,
        last_touch: null,
      },
      null,
    ),
    number,
  )
  const waiting = stamped(onlineOrderBackordered({ ...name, backordered_time: at(number + 2) }, created), number + 2)
  const cause = backordered ? waiting : created
  const handed = { backordered, lines: LINES }
  return [
    created,
    payment(name, { number: number + 1, cents: 812 }, created),
    ...(backordered ? [waiting] : []),
    ...(ends === 'delivered'
      ? delivered(name, handed, { number: number + 3, cause })
      : [
          payment(name, { number: number + 3, cents: -812 }, cause),
          stamped(
            onlineOrderCancelled({ ...name, ...handed, cancelled_time: at(number + 4), reason: 'CUSTOMER' }, cause),
            number + 4,
          ),
        ]),
  ]
}

type Name = Parameters<typeof onlineOrderShipped>[0] extends infer Data
  ? Omit<Data, 'shipped_time' | 'carrier' | 'eta'>
  : never

function delivered(
  name: Name,
  handed: { readonly backordered: boolean; readonly lines: typeof LINES },
  { number, cause }: { readonly number: number; readonly cause: RetailEvent },
): RetailEvent[] {
  const picked = stamped(onlineOrderPicked({ ...name, ...handed, picked_time: at(number) }, cause), number)
  const taken = { store_id: null, dc_id: 2, product_id: 8, quantity_delta: -1, balance: 99 } as const
  const moved = stamped(inventoryUpdated({ ...taken, reason: 'SALE', source: 'ONLINE' }, picked), number + 1)
  const way = { shipped_time: at(number + 2), carrier: 'Brightmile', eta: at(number + 3) }
  const shipped = stamped(onlineOrderShipped({ ...name, ...way }, picked), number + 2)
  const arrived = stamped(onlineOrderDelivered({ ...name, delivered_time: at(number + 3) }, shipped), number + 3)
  return [picked, moved, shipped, arrived]
}

function payment(
  { order_id, customer_id }: Name,
  { number, cents }: { readonly number: number; readonly cents: number },
  cause: RetailEvent,
): RetailEvent {
  return stamped(
    paymentProcessed(
      {
        receipt_id: null,
        order_id,
        payment_method: 'PAYPAL',
        amount_cents: cents,
        transaction_id: `T${order_id}-${number}`,
        processing_time: at(number),
        processing_time_ms: 2400,
        status: 'APPROVED',
        decline_reason: null,
        store_id: null,
        customer_id,
      },
      cause,
    ),
    number,
  )
}
