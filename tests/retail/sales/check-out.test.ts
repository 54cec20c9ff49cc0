import { describe, expect, test } from 'vitest'
import { VISITS } from '../../../src/retail/agent-codes.ts'
import type { Company } from '../../../src/retail/company.ts'
import { MINUTE } from '../../../src/time/sim-time.ts'
import { atTheTill } from '../at-the-till.ts'
import { given, happened, NOON, stock } from '../given.ts'
import { only, type Settings } from '../simulated.ts'
import { type Tiny, tinyCompany } from '../tiny.ts'

/** Rice, other rice, dearer rice of another kind, and a shirt. */
const products = [
  { salePriceCents: 199 },
  { salePriceCents: 249, taxability: 'REDUCED_RATE' },
  { salePriceCents: 333, subcategory: 'Pasta', taxability: 'NON_TAXABLE' },
  { salePriceCents: 2999, department: 'Clothing', category: 'Shirts', subcategory: 'Shirts' },
] as const satisfies Tiny['products']
const CASH_ONLY = { CREDIT_CARD: 0, DEBIT_CARD: 0, CASH: 1, MOBILE_PAY: 0, CHECK: 0 }
const shelves = products.map((_, index) => stock({ store_id: 1, product_id: index + 1, units: 10 }))

function company(settings: Settings = {}): Company {
  return tinyCompany({
    products,
    settings: { payments: { tender_mix: CASH_ONLY }, promotions: { rate_factor: 0 }, ...settings },
  })
}

/** What happens when the party pays and leaves. */
function pays(of: Company, facts: Parameters<typeof given>[1][], ...wants: readonly number[]) {
  const waking = { code: VISITS, number: 1, kind: 'step', data: atTheTill(of.startDay, ...wants) }
  return given(of, ...facts).whenWoken(waking, NOON + 5 * MINUTE)
}

test('a sale is a receipt, its lines and its payment, in that order, and then the stock moves', () => {
  pays(company(), shelves, 1, 2, 3, 1).leadsTo(
    happened('receipt_created', {
      receipt_id: 'R1-20240304-240001',
      receipt_type: 'SALE',
      store_id: 1,
      customer_id: null,
      business_date: '2024-03-04',
      item_count: 3,
      gross_subtotal_cents: 731,
      discount_cents: 0,
      subtotal_cents: 731,
      tax_cents: 33,
      total_cents: 764,
      tender_type: 'CASH',
    }),
    happened('receipt_line_added', { line_number: 1, product_id: 1, quantity: 2, extended_price_cents: 398 }),
    happened('receipt_line_added', { line_number: 2, product_id: 3, quantity: 1, extended_price_cents: 333 }),
    happened('payment_processed', { payment_method: 'CASH', amount_cents: 764, status: 'APPROVED', order_id: null }),
    happened('inventory_updated', { product_id: 1, quantity_delta: -2, balance: 8 }),
    happened('inventory_updated', { product_id: 3, quantity_delta: -1, balance: 9 }),
    happened('reorder_triggered', { product_id: 1 }),
    happened('customer_left', { purchased: true, receipt_id: 'R1-20240304-240001', lost_lines: 0, substitutes: 0 }),
  )
})

test('lines, payments and stock movements carry the story of the visit', () => {
  const { events } = pays(company(), shelves, 1, 2)
  const [receipt, line, payment, movement] = events
  expect(new Set(events.map(({ correlation }) => correlation.c))).toEqual(new Set([1]))
  expect([line?.causation, payment?.causation, movement?.causation]).toEqual([receipt?.id, receipt?.id, line?.id])
})

test('tax is rounded line by line', () => {
  const [receipt] = only(pays(company(), shelves, 1, 1, 2, 1, 4, 1).events, 'receipt_created')
  // 199 and 2999 at 8.25 %, 249 at half of it: 16.4175, 247.4175 and 10.27125.
  expect(receipt?.data.tax_cents).toBe(16 + 247 + 10)
})

describe('an empty shelf', () => {
  const empty = [stock({ store_id: 1, product_id: 1, units: 0 }), ...shelves.slice(1)]

  test('is made up for by another product of the subcategory, when the shopper likes', () => {
    const { events } = pays(company({ baskets: { substitute_rate: 1 } }), empty, 1, 3)
    expect(only(events, 'receipt_line_added')[0]?.data).toMatchObject({ product_id: 2, quantity: 3 })
    expect(only(events, 'customer_left')[0]?.data).toMatchObject({ lost_lines: 0, substitutes: 1, purchased: true })
  })

  test('is a lost line otherwise, and without any other line there is no purchase', () => {
    const { events } = pays(company({ baskets: { substitute_rate: 0 } }), empty, 1, 3)
    expect(events.map(({ type }) => type)).toEqual(['customer_left'])
    expect(events[0]?.data).toMatchObject({ lost_lines: 1, substitutes: 0, purchased: false, receipt_id: null })
  })

  test('is a lost line when nothing else of the subcategory is there, or only what is wanted anyway', () => {
    const likes = company({ baskets: { substitute_rate: 1 } })
    const lost = (facts: typeof shelves, ...wants: readonly number[]) =>
      only(pays(likes, facts, ...wants).events, 'customer_left')[0]?.data.lost_lines
    expect(lost([stock({ store_id: 1, product_id: 3, units: 0 }), ...shelves.slice(0, 2)], 3, 1)).toBe(1)
    expect(lost(empty, 1, 1, 2, 1)).toBe(1)
  })

  test('is not made up for by what is not launched yet', () => {
    const launchDate = Date.UTC(2024, 2, 5)
    const tiny = { products: [{}, { launchDate }], settings: { baskets: { substitute_rate: 1 } } }
    const { events } = pays(tinyCompany(tiny), empty.slice(0, 2), 1, 1)
    expect(only(events, 'customer_left')[0]?.data).toMatchObject({ lost_lines: 1, purchased: false })
  })
})

test('a shelf that holds less than wanted sells what it holds', () => {
  const { events } = pays(company(), [stock({ store_id: 1, product_id: 1, units: 2 })], 1, 3)
  expect(only(events, 'receipt_line_added')[0]?.data.quantity).toBe(2)
  expect(only(events, 'stockout_detected')).toHaveLength(1)
})

test('with two declined payments there is no receipt, the stock stays, and the visit says so', () => {
  const declined = company({ payments: { decline_rate: 1, decline_factors: { CASH: 1, DEBIT_CARD: 1 } } })
  const { events, world } = pays(declined, shelves, 1, 2)
  expect(events.map(({ type }) => type)).toEqual(['customer_left'])
  expect(events[0]?.data).toMatchObject({ payment_failed: true, purchased: false, receipt_id: null })
  expect(world.stock.stores[1].balance[0]).toBe(10)
})

test('with one declined payment the receipt holds both attempts', () => {
  const tender_mix = { ...CASH_ONLY, CASH: 0.000_000_1, CREDIT_CARD: 0.999_999_9 }
  const { events } = pays(company({ payments: { decline_rate: 1, tender_mix } }), shelves, 1, 2)
  const payments = only(events, 'payment_processed').map(({ data }) => data)
  expect(payments).toMatchObject([
    { payment_method: 'CREDIT_CARD', status: 'DECLINED', transaction_id: 'TR1-20240304-240001-1' },
    { payment_method: 'CASH', status: 'APPROVED', transaction_id: 'TR1-20240304-240001-2', decline_reason: null },
  ])
  expect(payments[0]?.decline_reason).not.toBeNull()
  expect(only(events, 'receipt_created')[0]?.data.tender_type).toBe('CASH')
})
