import { expect, test } from 'vitest'
import { factBlePings } from '../../projections/fact-ble-pings.ts'
import { factCustomerSessions } from '../../projections/fact-customer-sessions.ts'
import { factCustomerZoneChanges } from '../../projections/fact-customer-zone-changes.ts'
import { factFootTraffic } from '../../projections/fact-foot-traffic.ts'
import { sample } from '../projection/sample-events.ts'
import { START_MS } from '../projection/stamped.ts'
import { given } from './given.ts'

test('a measured zone is a row of foot traffic', () => {
  given(factFootTraffic)
    .when(sample('zone_traffic_measured'))
    .gives({
      store_id: 1,
      sensor_id: 'SENSOR_1_GROCERY',
      zone: 'GROCERY',
      period_start: START_MS - 900_000,
      customer_count: 4,
      dwell_seconds: 810,
    })
})

test('a ping and a change of zone are a row each', () => {
  given(factBlePings).when(sample('ble_ping_detected')).gives({
    store_id: 1,
    beacon_id: 'BEACON_1_GROCERY',
    customer_ble_id: 'BLE00000A',
    customer_id: 11,
    rssi: -61,
    zone: 'GROCERY',
  })
  given(factCustomerZoneChanges)
    .when(sample('customer_zone_changed'))
    .gives({ store_id: 1, customer_ble_id: 'BLE00000A', from_zone: 'ENTRANCE', to_zone: 'GROCERY' })
})

test('a visit is one row, written when it ends', () => {
  given(factCustomerSessions)
    .when(sample('customer_entered'), sample('customer_left'))
    .gives({
      store_id: 1,
      customer_id: 11,
      customer_ble_id: 'BLE00000A',
      party_size: 2,
      entered_at: START_MS + 1,
      left_at: START_MS + 40,
      zones: ['ENTRANCE', 'GROCERY', 'CHECKOUT', 'EXIT'],
      dwell_time: 900,
      segment: 'QUALITY',
      trip_type: 'QUICK',
      purchased: true,
      receipt_id: 'R1-30',
      lost_lines: 1,
      substitutes: 0,
      impression_id: null,
      campaign_id: null,
      payment_failed: false,
    })
})

test('a visit is identified by its session', () => {
  expect(factCustomerSessions.key).toEqual(['session_id'])
})
