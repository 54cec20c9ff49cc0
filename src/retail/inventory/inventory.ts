import { type Agent, agent } from '../../simulation/agent.ts'
import type { Cause } from '../../simulation/domain-event.ts'
import type { Moment } from '../../simulation/moment.ts'
import { isoTime } from '../../time/iso-time.ts'
import { INVENTORY } from '../agent-codes.ts'
import type { Company } from '../company.ts'
import type { InventoryReason, NodeFields } from '../fields.ts'
import type { ShipmentLoaded, ShipmentUnloaded } from '../logistics/events.ts'
import type { ReceiptLineAdded } from '../sales/events.ts'
import { stockOf, type World } from '../world.ts'
import { type InventoryUpdated, inventoryUpdated, reorderTriggered, stockoutDetected } from './events.ts'

interface Movement extends NodeFields {
  readonly productId: number
  readonly delta: number
  readonly reason: InventoryReason
  readonly source: string
}

/** Stock keeping: every movement is booked with its balance; empty shelves and reorder points are noticed at once. */
export function inventory(company: Company, world: World): Agent {
  const book = (movement: Movement, cause: Cause, at: Moment) => {
    const { productId, delta, reason, source, store_id, dc_id } = movement
    const balance = stockOf(world, movement).balance[productId - 1] + delta
    if (balance < 0) throw new Error(`${source} takes ${-delta} of product ${productId}, more than there is`)
    const data = { store_id, dc_id, product_id: productId, quantity_delta: delta, balance, reason, source }
    at.emit(inventoryUpdated(data, cause))
  }

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
        const { dc_id, supplier_id, shipment_id: source, lines } = loaded.data
        if (supplier_id !== null) return
        for (const { product_id: productId, units } of lines) {
          book({ store_id: null, dc_id, productId, delta: -units, reason: 'OUTBOUND_SHIPMENT', source }, loaded, at)
        }
      },

      shipment_unloaded(unloaded: ShipmentUnloaded, at) {
        const { dc_id, store_id, shipment_id: source, lines } = unloaded.data
        const node = { store_id, dc_id: store_id === null ? dc_id : null }
        for (const { product_id: productId, units } of lines) {
          book({ ...node, productId, delta: units, reason: 'INBOUND_SHIPMENT', source }, unloaded, at)
        }
      },

      inventory_updated(update: InventoryUpdated, at) {
        noticeEmpty(update, at)
        noticeReorderPoint(company, world, update, at)
      },
    },
  )
}

function noticeEmpty(update: InventoryUpdated, at: Moment): void {
  const { store_id, dc_id, product_id, quantity_delta, balance } = update.data
  if (balance > 0 || quantity_delta > 0) return
  const detection_time = isoTime(at.now)
  at.emit(
    stockoutDetected({ store_id, dc_id, product_id, last_known_quantity: -quantity_delta, detection_time }, update),
  )
}

function noticeReorderPoint({ config, master }: Company, world: World, update: InventoryUpdated, at: Moment): void {
  const { store_id, dc_id, product_id, balance } = update.data
  const opening = store_id === null ? master.dcStock[(dc_id ?? 0) - 1] : master.storeStock[store_id - 1]
  const point = opening.reorderPoints[product_id - 1]
  if (balance > point || stockOf(world, update.data).onOrder[product_id - 1] > 0) return
  const { target_fill, urgent_deficit, high_deficit } = config.inventory
  const target = Math.max(point + 1, Math.round(opening.quantities[product_id - 1] * target_fill))
  const deficit = point === 0 ? 1 : (point - balance) / point
  const priority = deficit >= urgent_deficit ? 'URGENT' : deficit >= high_deficit ? 'HIGH' : 'NORMAL'
  at.emit(
    reorderTriggered(
      {
        store_id,
        dc_id,
        product_id,
        current_quantity: balance,
        reorder_quantity: target - balance,
        reorder_point: point,
        priority,
      },
      update,
    ),
  )
}
