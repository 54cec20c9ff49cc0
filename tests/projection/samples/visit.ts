import type { RetailEvent } from '../../../src/retail/events.ts'
import {
  blePingDetected,
  customerEntered,
  customerLeft,
  customerZoneChanged,
  zoneTrafficMeasured,
} from '../../../src/retail/traffic/events.ts'
import { at, causedBy, stamped } from '../stamped.ts'

/** An event that opens a visit: session and story of `number`. */
export function enters(number: number, store_id = 1) {
  const event = stamped(
    customerEntered(
      {
        store_id,
        sensor_id: 'SENSOR_1_ENTRANCE',
        zone: 'ENTRANCE',
        customer_count: 2,
        dwell_time: 40,
        customer_ble_id: 'BLE00000A',
      },
      null,
    ),
    number,
  )
  return { ...event, session: event.id }
}

/** What sensors and beacons see of a visit that event 1 opened, and how it ended. */
export function visit(): RetailEvent[] {
  const leaves = {
    store_id: 1,
    customer_id: 11,
    customer_ble_id: 'BLE00000A',
    party_size: 2,
    entered_at: at(1),
    zones: ['ENTRANCE', 'GROCERY', 'CHECKOUT', 'EXIT'],
    dwell_time: 900,
    segment: 'QUALITY' as const,
    trip_type: 'QUICK' as const,
    purchased: true,
    receipt_id: 'R1-30',
    lost_lines: 1,
    substitutes: 0,
    impression_id: null,
    campaign_id: null,
    payment_failed: false,
  }
  return [
    enters(1),
    stamped(
      customerZoneChanged(
        { store_id: 1, customer_ble_id: 'BLE00000A', from_zone: 'ENTRANCE', to_zone: 'GROCERY', timestamp: at(10) },
        causedBy(1),
      ),
      10,
    ),
    stamped(
      blePingDetected(
        {
          store_id: 1,
          beacon_id: 'BEACON_1_GROCERY',
          customer_ble_id: 'BLE00000A',
          customer_id: 11,
          rssi: -61,
          zone: 'GROCERY',
        },
        causedBy(1),
      ),
      11,
    ),
    stamped(customerLeft(leaves, causedBy(1)), 40),
    stamped(
      zoneTrafficMeasured(
        {
          store_id: 1,
          sensor_id: 'SENSOR_1_GROCERY',
          zone: 'GROCERY',
          period_start: at(-900_000),
          customer_count: 4,
          dwell_seconds: 810,
        },
        null,
      ),
      50,
    ),
  ]
}
