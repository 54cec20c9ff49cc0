import type { RetailEvent } from '../../../src/retail/events.ts'
import {
  inventoryUpdated,
  reorderTriggered,
  stockOpened,
  stockoutDetected,
} from '../../../src/retail/inventory/events.ts'
import {
  shipmentCompleted,
  shipmentDelayed,
  shipmentLoaded,
  shipmentScheduled,
  shipmentUnloaded,
  truckArrived,
  truckDeparted,
} from '../../../src/retail/logistics/events.ts'
import { at, causedBy, stamped } from '../stamped.ts'

const inStore = { store_id: 1, dc_id: null }
const inDc = { store_id: null, dc_id: 2 }
const route = { shipment_id: 'D2S1-2024-01-15-1', dc_id: 2, store_id: 1, supplier_id: null }
const planned = { ...route, truck_id: null }
const delivery = { ...route, truck_id: 2 }
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

const reorders = load.lines.map((line) => ({ ...line, reorder_id: '018d0d5a-8000-7000-8000-000000000000' }))
const noMore = { cut: [], left_behind: [] }
const delay = { reason: 'truck_breakdown', disruption_id: 'X2-2024-01-15-1', delay_minutes: 90 } as const

/** A delivery from the DC to the store that is late and loses goods, and a supply from a supplier to the DC. */
export function shipments(): RetailEvent[] {
  return [
    ...planning(),
    stamped(shipmentLoaded({ ...delivery, ...times, ...load, ...noMore }, causedBy(60)), 61),
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
    ...delivering(),
    stamped(shipmentLoaded({ ...supply, ...times, ...load, ...noMore }, null), 80),
    stamped(shipmentUnloaded({ ...supply, ...load, lost: [], actual_unload_duration: 45 }, causedBy(80)), 81),
  ]
}

function planning(): RetailEvent[] {
  const plan = { ...planned, ...times, refrigerated: false }
  return [
    stamped(shipmentScheduled({ ...plan, amended: false, lines: reorders }, null), 59),
    stamped(shipmentScheduled({ ...plan, amended: true, lines: reorders.slice(1) }, causedBy(59)), 60),
  ]
}

function delivering(): RetailEvent[] {
  const [outbound, back] = [{ leg: 'OUTBOUND' } as const, { leg: 'RETURN' } as const]
  const setOff = { ...delivery, departure_time: at(3_600_000), eta: at(7_200_000) }
  const there = { ...delivery, arrival_time: at(7_200_000) }
  const [whole, damaged] = load.lines
  const unloaded = { lines: [whole, { ...damaged, units: 10 }], lost: [{ ...damaged, units: 2 }] }
  return [
    stamped(truckDeparted({ ...setOff, ...outbound, actual_unload_duration: null }, causedBy(61)), 63),
    stamped(shipmentDelayed({ ...delivery, ...times, ...delay }, causedBy(63)), 64),
    stamped(truckArrived({ ...there, ...outbound, estimated_unload_duration: 40 }, causedBy(64)), 65),
    stamped(shipmentUnloaded({ ...delivery, ...unloaded, actual_unload_duration: 45 }, causedBy(65)), 66),
    stamped(truckDeparted({ ...setOff, ...back, actual_unload_duration: 45 }, causedBy(66)), 67),
    stamped(truckArrived({ ...there, ...back, estimated_unload_duration: null }, causedBy(67)), 68),
    stamped(shipmentCompleted(delivery, causedBy(68)), 69),
  ]
}
