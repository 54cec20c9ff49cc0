import { test } from 'vitest'
import { factTruckInventory } from '../../projections/fact-truck-inventory.ts'
import { factTruckMoves } from '../../projections/fact-truck-moves.ts'
import { sample } from '../projection/sample-events.ts'
import { START_MS } from '../projection/stamped.ts'
import { given } from './given.ts'

const DEPARTURE = START_MS + 3_600_000
const ARRIVAL = START_MS + 7_200_000
const planned = {
  shipment_id: 'D2S1-2024-01-15-1',
  truck_id: null,
  dc_id: 2,
  store_id: 1,
  supplier_id: null,
  eta: null,
  etd: null,
  departure_time: null,
  arrival_time: null,
  estimated_unload_duration: null,
  actual_unload_duration: null,
  delay_reason: null,
  delay_minutes: null,
  disruption_id: null,
}
const moving = { ...planned, truck_id: 2 }
const estimated = { etd: DEPARTURE, eta: ARRIVAL }

test('every status of a shipment is a row, with what the step tells of times', () => {
  given(factTruckMoves)
    .when(
      sample('shipment_scheduled'),
      sample('shipment_loaded'),
      sample('truck_departed'),
      sample('truck_arrived'),
      sample('shipment_unloaded'),
      sample('shipment_completed'),
    )
    .gives(
      { ...planned, ...estimated, status: 'SCHEDULED' },
      { ...moving, ...estimated, status: 'LOADING' },
      { ...moving, eta: ARRIVAL, departure_time: DEPARTURE, status: 'IN_TRANSIT' },
      { ...moving, arrival_time: ARRIVAL, estimated_unload_duration: 40, status: 'ARRIVED' },
      { ...moving, actual_unload_duration: 45, status: 'UNLOADING' },
      { ...moving, status: 'COMPLETED' },
    )
})

test('a shipment that takes in more is scheduled once, and the way back is no status', () => {
  given(factTruckMoves)
    .when(sample('shipment_scheduled', 1), sample('truck_departed', 1), sample('truck_arrived', 1))
    .gives()
})

test('a delay names its reason, its length and the disruption', () => {
  const delay = { delay_reason: 'truck_breakdown', delay_minutes: 90, disruption_id: 'X2-2024-01-15-1' }
  given(factTruckMoves)
    .when(sample('shipment_delayed'))
    .gives({ ...moving, ...estimated, ...delay, status: 'DELAYED' })
})

test('a delivery loads its products at the distribution centre and unloads them at the store, except what is lost', () => {
  const load = { shipment_id: 'D2S1-2024-01-15-1', truck_id: 2 }
  const loaded = { ...load, action: 'LOAD', location_type: 'DC', location_id: 2 }
  const unloaded = { ...load, action: 'UNLOAD', location_type: 'STORE', location_id: 1 }
  given(factTruckInventory)
    .when(sample('shipment_loaded'), sample('shipment_unloaded'))
    .gives(
      { ...loaded, line_number: 1, product_id: 7, quantity: 30 },
      { ...loaded, line_number: 2, product_id: 8, quantity: 12 },
      { ...unloaded, line_number: 1, product_id: 7, quantity: 30 },
      { ...unloaded, line_number: 2, product_id: 8, quantity: 10 },
      { ...unloaded, action: 'LOST', line_number: 3, product_id: 8, quantity: 2 },
    )
})

test('a supply loads its products at the supplier and unloads them at the distribution centre', () => {
  const load = { shipment_id: 'P3D2-2024-01-15-1', truck_id: 4 }
  const loaded = { ...load, action: 'LOAD', location_type: 'SUPPLIER', location_id: 3 }
  const unloaded = { ...load, action: 'UNLOAD', location_type: 'DC', location_id: 2 }
  given(factTruckInventory)
    .when(sample('shipment_loaded', 1), sample('shipment_unloaded', 1))
    .gives(
      { ...loaded, line_number: 1, product_id: 7, quantity: 30 },
      { ...loaded, line_number: 2, product_id: 8, quantity: 12 },
      { ...unloaded, line_number: 1, product_id: 7, quantity: 30 },
      { ...unloaded, line_number: 2, product_id: 8, quantity: 12 },
    )
})
