import { commandAccepted } from './commands/events.ts'
import type { EventDefinition, EventOf } from './define-event.ts'
import { disruptionEnded, disruptionStarted } from './disruptions/events.ts'
import { inventoryUpdated, reorderTriggered, stockOpened, stockoutDetected } from './inventory/events.ts'
import {
  shipmentCompleted,
  shipmentDelayed,
  shipmentLoaded,
  shipmentScheduled,
  shipmentUnloaded,
  truckArrived,
  truckDeparted,
} from './logistics/events.ts'
import {
  onlineOrderBackordered,
  onlineOrderCancelled,
  onlineOrderCreated,
  onlineOrderDelivered,
  onlineOrderPicked,
  onlineOrderShipped,
} from './online/events.ts'
import { adImpression, campaignEnded, campaignStarted } from './marketing/events.ts'
import { dcDayEnded, storeClosed, storeDayEnded, storeOpened } from './operations/events.ts'
import { priceChanged } from './prices/events.ts'
import { promotionApplied, promotionEnded, promotionStarted } from './promotions/events.ts'
import { paymentProcessed, receiptCreated, receiptLineAdded } from './sales/events.ts'
import {
  blePingDetected,
  customerEntered,
  customerLeft,
  customerZoneChanged,
  zoneTrafficMeasured,
} from './traffic/events.ts'

const constructors = {
  stock_opened: stockOpened,
  store_opened: storeOpened,
  store_closed: storeClosed,
  store_day_ended: storeDayEnded,
  dc_day_ended: dcDayEnded,
  customer_entered: customerEntered,
  customer_zone_changed: customerZoneChanged,
  ble_ping_detected: blePingDetected,
  customer_left: customerLeft,
  zone_traffic_measured: zoneTrafficMeasured,
  receipt_created: receiptCreated,
  receipt_line_added: receiptLineAdded,
  payment_processed: paymentProcessed,
  inventory_updated: inventoryUpdated,
  stockout_detected: stockoutDetected,
  reorder_triggered: reorderTriggered,
  shipment_scheduled: shipmentScheduled,
  shipment_loaded: shipmentLoaded,
  shipment_delayed: shipmentDelayed,
  truck_departed: truckDeparted,
  truck_arrived: truckArrived,
  shipment_unloaded: shipmentUnloaded,
  shipment_completed: shipmentCompleted,
  online_order_created: onlineOrderCreated,
  online_order_backordered: onlineOrderBackordered,
  online_order_picked: onlineOrderPicked,
  online_order_shipped: onlineOrderShipped,
  online_order_delivered: onlineOrderDelivered,
  online_order_cancelled: onlineOrderCancelled,
  disruption_started: disruptionStarted,
  disruption_ended: disruptionEnded,
  command_accepted: commandAccepted,
  campaign_started: campaignStarted,
  ad_impression: adImpression,
  campaign_ended: campaignEnded,
  promotion_started: promotionStarted,
  promotion_ended: promotionEnded,
  promotion_applied: promotionApplied,
  price_changed: priceChanged,
}

/** Event type -> its event. */
export type EventsByType = { [Type in keyof typeof constructors]: EventOf<(typeof constructors)[Type]> }

/** Name of an event type of the company. */
export type EventType = keyof EventsByType

/** Any event of the company. */
export type RetailEvent = EventsByType[EventType]

/** Every event type that the company emits, in the order of the catalogue. */
export const eventDefinitions: ReadonlyMap<string, EventDefinition> = new Map(
  Object.entries(constructors).map(([type, { definition }]) => [type, definition as unknown as EventDefinition]),
)

/** Types of the events that are the last of their streams. */
export const STREAM_ENDINGS: ReadonlySet<string> = new Set(
  [...eventDefinitions.values()].filter(({ endsStream }) => endsStream).map(({ type }) => type),
)
