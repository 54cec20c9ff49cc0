import { type Agent, agent } from '../../simulation/agent.ts'
import type { Cause } from '../../simulation/domain-event.ts'
import type { Moment } from '../../simulation/moment.ts'
import { isoTime } from '../../time/iso-time.ts'
import { INVENTORY } from '../agent-codes.ts'
import type { Company } from '../company.ts'
import type { InventoryReason, NodeFields } from '../fields.ts'
import type { ShipmentLoaded, ShipmentUnloaded } from '../logistics/events.ts'
import { type OnlineOrderPicked, stockPlace } from '../online/events.ts'
import type { ReceiptLineAdded } from '../sales/events.ts'
import { stockOf, type World } from '../world.ts'
import { type InventoryUpdated, inventoryUpdated, stockoutDetected } from './events.ts'
import { noticeMissing, noticeReorderPoint } from './notice-reorder.ts'

interface Movement extends NodeFields {
  readonly productId: number
  readonly delta: number
  readonly reason: InventoryReason
  readonly source: string
}

/** Stock keeping: every movement is booked with its balance; empty shelves and reorder points are noticed at once. */
export function inventory(company: Company, world: World): Agent {
  const book = bookIn(world)

  return agent(
    'inventory',
    INVENTORY,
    {},
    {
      receipt_line_added(line: ReceiptLineAdded, at) {
        const { store_id, product_id: productId, quantity, receipt_id: source, disposition } = line.data
        if (quantity < 0 && disposition !== 'RESTOCKED') return
        const reason = quantity < 0 ? 'RETURN' : 'SALE'
        book({ store_id, dc_id: null, productId, delta: -quantity, reason, source }, line, at)
      },

      shipment_loaded(loaded: ShipmentLoaded, at) {
        const { dc_id, supplier_id, shipment_id: source, lines, cut } = loaded.data
        noticeMissing(company, world, { node: { store_id: null, dc_id }, lines: cut, cause: loaded }, at)
        if (supplier_id !== null) return
        for (const { product_id: productId, units } of lines) {
          book({ store_id: null, dc_id, productId, delta: -units, reason: 'OUTBOUND_SHIPMENT', source }, loaded, at)
        }
      },

      shipment_unloaded(unloaded: ShipmentUnloaded, at) {
        const { dc_id, store_id, shipment_id: source, lines, lost } = unloaded.data
        const node = { store_id, dc_id: store_id === null ? dc_id : null }
        for (const { product_id: productId, units } of lines) {
          book({ ...node, productId, delta: units, reason: 'INBOUND_SHIPMENT', source }, unloaded, at)
        }
        noticeMissing(company, world, { node, lines: lost, cause: unloaded }, at)
      },

      online_order_picked: (picked: OnlineOrderPicked, at) => bookPicked(book, picked, at),

      inventory_updated(update: InventoryUpdated, at) {
        noticeEmpty(update, at)
        noticeReorderPoint(company, world, update, at)
      },
    },
  )
}

type Book = (movement: Movement, cause: Cause, at: Moment) => void

function bookIn(world: World): Book {
  return (movement, cause, at) => {
    const { productId, delta, reason, source, store_id, dc_id } = movement
    const balance = stockOf(world, movement).balance[productId - 1] + delta
    if (balance < 0) throw new Error(`${source} takes ${-delta} of product ${productId}, more than there is`)
    const data = { store_id, dc_id, product_id: productId, quantity_delta: delta, balance, reason, source }
    at.emit(inventoryUpdated(data, cause))
  }
}

/** What is picked for an order was reserved, or was seen to be there at this instant. */
function bookPicked(book: Book, picked: OnlineOrderPicked, at: Moment): void {
  const node = stockPlace(picked.data)
  for (const { product_id: productId, quantity } of picked.data.lines) {
    book({ ...node, productId, delta: -quantity, reason: 'SALE', source: 'ONLINE' }, picked, at)
  }
}

function noticeEmpty(update: InventoryUpdated, at: Moment): void {
  const { store_id, dc_id, product_id, quantity_delta, balance } = update.data
  if (balance > 0 || quantity_delta > 0) return
  const detection_time = isoTime(at.now)
  at.emit(
    stockoutDetected({ store_id, dc_id, product_id, last_known_quantity: -quantity_delta, detection_time }, update),
  )
}
