import { test } from 'vitest'
import { factDcInventoryTxn } from '../../projections/fact-dc-inventory-txn.ts'
import { factReorders } from '../../projections/fact-reorders.ts'
import { factStockouts } from '../../projections/fact-stockouts.ts'
import { factStoreInventoryTxn } from '../../projections/fact-store-inventory-txn.ts'
import { sample } from '../projection/sample-events.ts'
import { START_MS } from '../projection/stamped.ts'
import { given } from './given.ts'

const opening = { reason: 'INITIAL', source: null }

test('what a store opens with is one INITIAL row per product, also for none', () => {
  given(factStoreInventoryTxn)
    .when(sample('stock_opened', 0), sample('stock_opened', 1))
    .gives(
      { line_number: 1, store_id: 1, product_id: 7, quantity_delta: 20, balance: 20, ...opening },
      { line_number: 2, store_id: 1, product_id: 8, quantity_delta: 0, balance: 0, ...opening },
    )
})

test('what a distribution centre opens with is one INITIAL row per product', () => {
  given(factDcInventoryTxn)
    .when(sample('stock_opened', 0), sample('stock_opened', 1))
    .gives(
      { line_number: 1, dc_id: 2, product_id: 7, quantity_delta: 20, balance: 20, ...opening },
      { line_number: 2, dc_id: 2, product_id: 8, quantity_delta: 0, balance: 0, ...opening },
    )
})

test('a movement in a store is a row of the store table only', () => {
  const movement = sample('inventory_updated', 0)
  given(factStoreInventoryTxn).when(movement).gives({
    line_number: 0,
    store_id: 1,
    product_id: 7,
    quantity_delta: -2,
    balance: 18,
    reason: 'SALE',
    source: 'R1-30',
  })
  given(factDcInventoryTxn).when(movement).gives()
})

test('a movement in a distribution centre is a row of the DC table only', () => {
  const movement = sample('inventory_updated', 1)
  const row = { line_number: 0, dc_id: 2, product_id: 7, quantity_delta: -30, balance: 70 }
  given(factDcInventoryTxn)
    .when(movement)
    .gives({ ...row, reason: 'OUTBOUND_SHIPMENT', source: 'D2S1-2024-01-15-1' })
  given(factStoreInventoryTxn).when(movement).gives()
})

test('a stockout and a reorder are a row each', () => {
  given(factStockouts)
    .when(sample('stockout_detected'))
    .gives({ store_id: 1, dc_id: null, product_id: 7, last_known_quantity: 2, detection_time: START_MS + 51 })
  given(factReorders).when(sample('reorder_triggered')).gives({
    store_id: 1,
    dc_id: null,
    product_id: 7,
    current_quantity: 0,
    reorder_quantity: 40,
    reorder_point: 5,
    priority: 'URGENT',
  })
})
