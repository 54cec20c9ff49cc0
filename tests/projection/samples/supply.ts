import type { RetailEvent } from '../../../src/retail/events.ts'
import {
  inventoryUpdated,
  reorderTriggered,
  stockOpened,
  stockoutDetected,
} from '../../../src/retail/inventory/events.ts'
import {
  shipmentCompleted,
  shipmentLoaded,
  shipmentScheduled,
  shipmentUnloaded,
} from '../../../src/retail/logistics/events.ts'
import { at, causedBy, stamped } from '../stamped.ts'

const inStore = { store_id: 1, dc_id: null }
const inDc = { store_id: null, dc_id: 2 }
const delivery = { shipment_id: 'D2S1-2024-01-15-1', truck_id: null, dc_id: 2, store_id: 1, supplier_id: null }
const supply = { shipment_id: 'P3D2-2024-01-15-1', truck_id: 4, dc_id: 2, store_id: null, supplier_id: 3 }
const load = {
  lines: [
    { product_id: 7, units: 30 },
    { product_id: 8, units: 12 },
  ],
}
const times = { etd: at(3_600_000), eta: at(7_200_000) }

/** What store 1 and DC 2 open with. */
export function openingStock(): RetailEvent[] {
  const lines = [
    { product_id: 7, units: 20, reorder_point: 5 },
    { product_id: 8, units: 0, reorder_point: 5 },
  ]
  const stock = { department: 'Grocery', lines } as const
  return [stamped(stockOpened({ ...inStore, ...stock }, null), 2), stamped(stockOpened({ ...inDc, ...stock }, null), 3)]
}

/** A product that runs out, and its reorder. */
export function needs(): RetailEvent[] {
  return [
    stamped(
      stockoutDetected({ ...inStore, product_id: 7, last_known_quantity: 2, detection_time: at(51) }, causedBy(33)),
      51,
    ),
    stamped(
      reorderTriggered(
        { ...inStore, product_id: 7, current_quantity: 0, reorder_quantity: 40, reorder_point: 5, priority: 'URGENT' },
        causedBy(33),
      ),
      52,
    ),
  ]
}

/** A delivery from the DC to the store, and a supply from a supplier to the DC. */
export function shipments(): RetailEvent[] {
  return [
    stamped(
      shipmentScheduled(
        {
          ...delivery,
          ...times,
          refrigerated: false,
          lines: load.lines.map((line) => ({ ...line, reorder_id: '018d0d5a-8000-7000-8000-000000000000' })),
        },
        null,
      ),
      60,
    ),
    stamped(shipmentLoaded({ ...delivery, ...times, ...load }, causedBy(60)), 61),
    stamped(
      inventoryUpdated(
        {
          ...inDc,
          product_id: 7,
          quantity_delta: -30,
          balance: 70,
          reason: 'OUTBOUND_SHIPMENT',
          source: delivery.shipment_id,
        },
        causedBy(61),
      ),
      62,
    ),
    stamped(shipmentUnloaded({ ...delivery, ...load }, causedBy(61)), 63),
    stamped(shipmentCompleted(delivery, causedBy(63)), 64),
    stamped(shipmentLoaded({ ...supply, ...times, ...load }, null), 65),
    stamped(shipmentUnloaded({ ...supply, ...load }, causedBy(65)), 66),
  ]
}
