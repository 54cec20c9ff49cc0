import { test } from 'vitest'
import { factTruckInventory } from '../../projections/fact-truck-inventory.ts'
import { factTruckMoves } from '../../projections/fact-truck-moves.ts'
import { sample } from '../projection/sample-events.ts'
import { START_MS } from '../projection/stamped.ts'
import { given } from './given.ts'

test('every step of a shipment is a row with its status, and estimates where the step has them', () => {
  const trip = { shipment_id: 'D2S1-2024-01-15-1', truck_id: null, dc_id: 2, store_id: 1, supplier_id: null }
  const estimated = { etd: START_MS + 3_600_000, eta: START_MS + 7_200_000 }
  given(factTruckMoves)
    .when(
      sample('shipment_scheduled'),
      sample('shipment_loaded'),
      sample('shipment_unloaded'),
      sample('shipment_completed'),
    )
    .gives(
      { ...trip, ...estimated, status: 'SCHEDULED' },
      { ...trip, ...estimated, status: 'LOADING' },
      { ...trip, etd: null, eta: null, status: 'UNLOADING' },
      { ...trip, etd: null, eta: null, status: 'COMPLETED' },
    )
})

test('a delivery loads its products at the distribution centre and unloads them at the store', () => {
  const load = { shipment_id: 'D2S1-2024-01-15-1', truck_id: null }
  const loaded = { ...load, action: 'LOAD', location_type: 'DC', location_id: 2 }
  const unloaded = { ...load, action: 'UNLOAD', location_type: 'STORE', location_id: 1 }
  given(factTruckInventory)
    .when(sample('shipment_loaded'), sample('shipment_unloaded'))
    .gives(
      { ...loaded, line_number: 1, product_id: 7, quantity: 30 },
      { ...loaded, line_number: 2, product_id: 8, quantity: 12 },
      { ...unloaded, line_number: 1, product_id: 7, quantity: 30 },
      { ...unloaded, line_number: 2, product_id: 8, quantity: 12 },
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
