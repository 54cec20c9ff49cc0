import { expect, test } from 'vitest'
import { eventDefinitions } from '../../src/retail/events.ts'
import { happens, only, smallCompany } from './simulated.ts'

/** Days with everything in them: empty shelves, shipments that are delivered, and suppliers who deliver. */
const company = smallCompany({
  volume: {
    customers_per_day: 250,
    store_initial_inventory_min: 2,
    store_initial_inventory_max: 12,
    dc_initial_inventory_min: 20,
    dc_initial_inventory_max: 40,
    dc_reorder_point_min: 10,
    dc_reorder_point_max: 20,
  },
  logistics: { supplier_lead_days: { min: 1, max: 2 } },
  disruptions: { daily_chance: 0.5 },
  scenario: {
    name: 'storm',
    entries: [
      { kind: 'disruption', after: '1d', for: '1d', type: 'weather_delay', where: 'all', severity: 1 },
      { kind: 'demand_factor', after: '1d', where: { store: 1 }, factor: 1.5 },
    ],
  },
  // From a Thursday to a Monday: the promotions of a week end, prices change, and goods come back.
  historical: { start_date: '2024-03-07' },
  prices: { weekly_change_share: 0.1 },
  returns: { rate: 0.1, days: { min: 1, max: 2 } },
  marketing: { campaign_chance: 1, campaign_days: { seasonal_sale: 2, product_launch: 2, loyalty_program: 2 } },
})
const events = happens(company, 5)

test('every event is what its definition says', () => {
  for (const { type, data } of events) {
    const parsed = eventDefinitions.get(type)?.schema.safeParse(data)
    if (parsed?.success !== true) expect.fail(`${type} ${JSON.stringify(data)}: ${String(parsed?.error)}`)
    expect(Object.keys(parsed.data)).toEqual(Object.keys(data))
  }
})

test('every type of event of the catalogue happens, and no other', () => {
  expect(new Set(events.map(({ type }) => type))).toEqual(new Set(eventDefinitions.keys()))
})

test('every event has a whole instant, a stream, a business date and a partition', () => {
  for (const event of events) {
    const definition = eventDefinitions.get(event.type)
    expect([Number.isSafeInteger(event.occurredAt), event.id.ms]).toEqual([true, event.occurredAt])
    expect(event.stream).toMatch(
      /^(storeDay|dcDay|shipment|onlineOrder|campaign|promotion|priceList|disruption|command)-[\w-]+$/,
    )
    expect(event.businessDate).toMatch(/^2024-0\d-\d\d$/)
    expect(definition?.partition(event.data)).toMatch(/^((order_)?(store|dc)_\d+|marketing_[A-Z]+|company)$/)
  }
})

test('a receipt agrees with its lines and payments, to the cent', () => {
  const lines = Map.groupBy(only(events, 'receipt_line_added'), ({ data }) => data.receipt_id)
  const payments = Map.groupBy(only(events, 'payment_processed'), ({ data }) => data.receipt_id)
  const receipts = only(events, 'receipt_created').map(({ data }) => data)
  expect(receipts.length).toBeGreaterThan(300)
  for (const receipt of receipts) {
    const own = (lines.get(receipt.receipt_id) ?? []).map(({ data }) => data)
    const sum = (pick: (line: (typeof own)[number]) => number) => own.reduce((total, line) => total + pick(line), 0)
    expect(own.map(({ line_number }) => line_number)).toEqual(own.map((_, index) => index + 1))
    expect(new Set(own.map(({ product_id }) => product_id)).size).toBe(own.length)
    expect(receipt.subtotal_cents).toBe(sum((line) => line.extended_price_cents))
    expect(receipt.gross_subtotal_cents - receipt.discount_cents).toBe(receipt.subtotal_cents)
    expect(receipt.subtotal_cents + receipt.tax_cents).toBe(receipt.total_cents)
    expect(receipt.item_count).toBe(sum((line) => line.quantity))
    const approved = (payments.get(receipt.receipt_id) ?? []).filter(({ data }) => data.status === 'APPROVED')
    expect(approved.map(({ data }) => [data.amount_cents, data.payment_method])).toEqual([
      [receipt.total_cents, receipt.tender_type],
    ])
  }
})

test('balances are the running sum of movements, never negative, from the opening stock on', () => {
  const balances = new Map<string, number>()
  for (const event of events) {
    if (event.type === 'stock_opened') {
      const { store_id, dc_id, lines } = event.data
      for (const { product_id, units } of lines) balances.set(`${store_id} ${dc_id} ${product_id}`, units)
    } else if (event.type === 'inventory_updated') {
      const { store_id, dc_id, product_id, quantity_delta, balance } = event.data
      const key = `${store_id} ${dc_id} ${product_id}`
      expect(balance).toBe((balances.get(key) ?? Number.NaN) + quantity_delta)
      expect(balance).toBeGreaterThanOrEqual(0)
      balances.set(key, balance)
    }
  }
  expect(balances.size).toBe(3 * company.master.products.length)
})
