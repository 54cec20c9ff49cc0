import { expect, test } from 'vitest'
import { eventSummary } from '../../../src/cli/why/event-summary.ts'

test.each<[object, string]>([
  [{ store_id: 3, weather: 'sunny', operation_type: 'opened' }, 'store 3, opened'],
  [
    { receipt_id: 'R3-20240101-1', order_id: null, store_id: 3, customer_id: null, total_cents: -1250 },
    'R3-20240101-1, store 3, -$12.50',
  ],
  [
    { dc_id: 1, product_id: 7, quantity_delta: -1, balance: 0, reason: 'SALE' },
    'DC 1, product 7, -1 unit, balance 0, SALE',
  ],
  [{ product_id: 7, old_price_cents: 199, new_price_cents: 250 }, 'product 7, from $1.99, to $2.50'],
  [{ store_id: 1, discount_cents: 0, lines: [{}] }, 'store 1, 1 line'],
  [{ store_id: 1, promo_code: 'SAVE10', discount_cents: 300, lines: [{}, {}] }, 'SAVE10, store 1, 2 lines, $3.00 off'],
  [{ from_zone: 'ENTRANCE', to_zone: 'Grocery', customer_ble_id: 'BLE1' }, 'from ENTRANCE, to Grocery'],
  [{ unheard_of: 1 }, ''],
])('%j is told as "%s"', (data, summary) => {
  expect(eventSummary(data)).toBe(summary)
})

test('an event with much to tell is cut short', () => {
  const names = [
    'store_id',
    'dc_id',
    'supplier_id',
    'truck_id',
    'customer_id',
    'product_id',
    'quantity',
    'quantity_delta',
  ]
  const more = ['reorder_quantity', 'balance', 'last_known_quantity', 'customer_count', 'party']
  const data = Object.fromEntries([...names, ...more].map((name) => [name, 2]))
  expect(eventSummary(data).split(', ')).toHaveLength(10)
})
