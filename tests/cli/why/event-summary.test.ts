import { expect, test } from 'vitest'
import type { z } from 'zod'
import { eventSummary, TOLD_FIELDS } from '../../../src/cli/why/event-summary.ts'
import { eventDefinitions } from '../../../src/retail/events.ts'

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
  [{ store_id: 1, party_size: 3, purchased: false }, 'store 1, party of 3, bought nothing'],
  [{ store_id: 1, beacon_id: 'B7', zone: 'CHECKOUT' }, 'store 1, in CHECKOUT, B7'],
  [
    { disruption_id: 'X1-20240101-1', reason: 'dc_outage', delay_minutes: 1440 },
    'X1-20240101-1, dc_outage, 1440 minutes late',
  ],
  [{ unheard_of: 1 }, ''],
])('%j is told as "%s"', (data, summary) => {
  expect(eventSummary(data)).toBe(summary)
})

test('every field that is told is one that an event has', () => {
  const shapes = [...eventDefinitions.values()].map(({ schema }) => (schema as z.ZodObject).shape)
  const fields = new Set(shapes.flatMap((shape) => Object.keys(shape)))
  expect(TOLD_FIELDS.filter((field) => !fields.has(field))).toEqual([])
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
  const more = ['reorder_quantity', 'balance', 'last_known_quantity', 'customer_count', 'party_size']
  const data = Object.fromEntries([...names, ...more].map((name) => [name, 2]))
  expect(eventSummary(data).split(', ')).toHaveLength(10)
})
