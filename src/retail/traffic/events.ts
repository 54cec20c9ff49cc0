import { z } from 'zod'
import { defineEvent, type EventOf } from '../define-event.ts'
import { byStore, count, id, inStoreDay, instant, seconds, segment, trip, zone } from '../fields.ts'

/** A party walked in. Opens the visit's session and, unless an impression caused it, its story. */
export const customerEntered = defineEvent('customer_entered', {
  description: 'A party of visitors enters a store; `dwell_time` is how long it stays in the entrance zone.',
  place: inStoreDay,
  partition: byStore,
  opensSession: true,
  data: z.object({
    store_id: id,
    sensor_id: z.string(),
    zone: z.literal('ENTRANCE'),
    customer_count: z.int().min(1).max(4),
    dwell_time: seconds,
    customer_ble_id: z.string().nullable(),
  }),
})
export type CustomerEntered = EventOf<typeof customerEntered>

/** A tracked visitor walked from one zone into another. */
export const customerZoneChanged = defineEvent('customer_zone_changed', {
  description: 'A tracked visitor walks from one zone of the store into another.',
  place: inStoreDay,
  partition: byStore,
  data: z.object({ store_id: id, customer_ble_id: z.string(), from_zone: zone, to_zone: zone, timestamp: instant }),
})
export type CustomerZoneChanged = EventOf<typeof customerZoneChanged>

/** A beacon heard a tracked visitor. `rssi` is the signal strength in dBm. */
export const blePingDetected = defineEvent('ble_ping_detected', {
  description: 'A beacon hears the device of a tracked visitor; the customer is named when known.',
  place: inStoreDay,
  partition: byStore,
  data: z.object({
    store_id: id,
    beacon_id: z.string(),
    customer_ble_id: z.string(),
    customer_id: id.nullable(),
    rssi: z.int().min(-90).max(-30),
    zone,
  }),
})
export type BlePingDetected = EventOf<typeof blePingDetected>

/** The whole visit, told when it ends. `dwell_time` in seconds, from door to door. */
export const customerLeft = defineEvent('customer_left', {
  description: 'A party leaves: the whole visit in one event, with what it bought and what it did not get.',
  place: inStoreDay,
  partition: byStore,
  data: z.object({
    store_id: id,
    customer_id: id.nullable(),
    customer_ble_id: z.string().nullable(),
    party_size: z.int().min(1).max(4),
    entered_at: instant,
    zones: z.array(zone).min(2),
    dwell_time: seconds,
    segment,
    trip_type: trip,
    purchased: z.boolean(),
    receipt_id: z.string().nullable(),
    lost_lines: count,
    substitutes: count,
    impression_id: z.string().nullable(),
    campaign_id: z.string().nullable(),
    payment_failed: z.boolean(),
  }),
})
export type CustomerLeft = EventOf<typeof customerLeft>

/** People seen in a zone during a quarter of an hour. `dwell_seconds` is the sum over all of them. */
export const zoneTrafficMeasured = defineEvent('zone_traffic_measured', {
  description: 'People seen in a zone in a quarter of an hour, and the seconds that they spent there together.',
  place: inStoreDay,
  partition: byStore,
  data: z.object({
    store_id: id,
    sensor_id: z.string(),
    zone,
    period_start: instant,
    customer_count: z.int().positive(),
    dwell_seconds: seconds,
  }),
})
export type ZoneTrafficMeasured = EventOf<typeof zoneTrafficMeasured>
