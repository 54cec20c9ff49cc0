import { describe, expect, test } from 'vitest'
import { DAY, MINUTE } from '../../../src/time/sim-time.ts'
import { happens, only, type Settings, smallCompany } from '../simulated.ts'

const CHRISTMAS: Settings = {
  historical: { start_date: '2024-12-20' },
  volume: { customers_per_day: 500, store_initial_inventory_min: 150, store_initial_inventory_max: 200 },
  returns: { rate: 0.1, days: { min: 1, max: 6 } },
}
const company = smallCompany(CHRISTMAS)
const events = happens(company, 9)
const receipts = only(events, 'receipt_created')
const sales = new Map(
  receipts.filter(({ data }) => data.receipt_type === 'SALE').map((event) => [event.data.receipt_id, event]),
)
const returns = receipts.filter(({ data }) => data.receipt_type === 'RETURN')
const saleOf = (event: (typeof returns)[number]) => sales.get(event.data.return_for_receipt_id ?? '')

test('there is enough to look at', () => {
  expect(returns.length).toBeGreaterThan(150)
})

test('a return follows its sale by a day at least, within the days that are allowed, in the same store by the same buyer', () => {
  for (const event of returns) {
    const sale = saleOf(event)
    expect(event.occurredAt - (sale?.occurredAt ?? 0)).toBeGreaterThanOrEqual(DAY)
    const days = Date.parse(event.businessDate) / DAY - Date.parse(sale?.businessDate ?? '') / DAY
    expect([1, 2, 3, 4, 5, 6]).toContain(days)
    const { store_id, customer_id, tender_type } = event.data
    expect(sale?.data).toMatchObject({ store_id, customer_id, tender_type })
  }
})

test('a sale is brought back once, and receipts have numbers of their own', () => {
  expect(new Set(returns.map(({ data }) => data.return_for_receipt_id)).size).toBe(returns.length)
  expect(new Set(receipts.map(({ data }) => data.receipt_id)).size).toBe(receipts.length)
})

test('a return begins and ends while the store is open', () => {
  const visits = only(events, 'customer_left').filter(({ data }) => !data.purchased && data.receipt_id !== null)
  expect(visits).toHaveLength(returns.length)
  for (const { data, occurredAt, businessDate } of visits) {
    const { opensAt, closesAt } = company.master.stores[data.store_id - 1]
    const zone = company.storeZones[data.store_id]
    const day = Date.parse(businessDate) / DAY
    expect(Date.parse(data.entered_at)).toBeGreaterThan(zone?.localHourStart(day, opensAt) ?? Number.NaN)
    expect(occurredAt).toBeLessThan(zone?.localHourStart(day, closesAt) ?? Number.NaN)
    expect(data.dwell_time).toBeLessThan((15 * MINUTE) / 1000)
  }
})

test('a customer is never in two places at once', () => {
  const known = only(events, 'customer_left').filter(({ data }) => data.customer_id !== null)
  for (const own of Map.groupBy(known, ({ data }) => data.customer_id).values()) {
    const inOrder = own.toSorted((one, two) => one.occurredAt - two.occurredAt)
    for (const [index, visit] of inOrder.slice(1).entries()) {
      expect(Date.parse(visit.data.entered_at)).toBeGreaterThan(inOrder[index]?.occurredAt ?? 0)
    }
  }
})

/** Returns on a business day. */
function on(date: string): number {
  return returns.filter(({ businessDate }) => businessDate === date).length
}

describe('over Christmas', () => {
  test('nothing is brought back on the 25th, and several times as much on the 26th', () => {
    expect(on('2024-12-25')).toBe(0)
    expect(on('2024-12-26')).toBeGreaterThan(3 * on('2024-12-27'))
  })

  test('but of no day more than a tenth is', () => {
    const sold = [...sales.values()].filter(({ businessDate }) => businessDate === '2024-12-21')
    const back = returns.filter((event) => saleOf(event)?.businessDate === '2024-12-21')
    // Six standard errors of a tenth.
    const most = 0.1 * sold.length + 6 * Math.sqrt(0.09 * sold.length)
    expect(back.length).toBeGreaterThan(0.1 * sold.length - 6 * Math.sqrt(0.09 * sold.length))
    expect(back.length).toBeLessThan(most)
  })
})
