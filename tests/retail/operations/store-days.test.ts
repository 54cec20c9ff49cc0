import { describe, expect, test } from 'vitest'
import type { Company } from '../../../src/retail/company.ts'
import type { RetailEvent } from '../../../src/retail/events.ts'
import { dateText } from '../../../src/time/business-date.ts'
import { HOUR, MINUTE } from '../../../src/time/sim-time.ts'
import { happens, only, smallCompany } from '../simulated.ts'
import { tinyCompany } from '../tiny.ts'

const customers = Array.from({ length: 50 }, () => ({}))
const products = Array.from({ length: 40 }, () => ({}))
const ROUND_THE_CLOCK = { opensAt: 0, closesAt: 24 }

/** A company in Chicago of one store that opens at 8 and one that never closes. */
function chicago(startDate: string): Company {
  return tinyCompany({
    stores: [{}, ROUND_THE_CLOCK],
    customers,
    products,
    settings: { historical: { start_date: startDate }, volume: { customers_per_day: 600 } },
  })
}

function doors(events: readonly RetailEvent[], storeId: number): string[] {
  return events.flatMap((event) =>
    (event.type === 'store_opened' || event.type === 'store_closed') && event.data.store_id === storeId
      ? [`${event.data.operation_type} ${event.data.operation_time}`]
      : [],
  )
}

/** Whether an event happened in a store's business day. */
function isAt({ stream }: RetailEvent, storeId: number): boolean {
  return stream.startsWith(`storeDay-${storeId}_`)
}

/** Business dates of which a store's day ended, with the instant. */
function ends(events: readonly RetailEvent[], storeId: number): string[] {
  return only(events, 'store_day_ended')
    .filter(({ data }) => data.store_id === storeId)
    .map(({ data, occurredAt }) => `${data.business_date} ${new Date(occurredAt).toISOString()}`)
}

describe('a day', () => {
  const company = chicago('2024-03-04')
  const events = happens(company, 2)

  test('has its doors opened and closed by the local clock', () => {
    expect(doors(events, 1)).toEqual([
      'opened 2024-03-04T14:00:00.000Z',
      'closed 2024-03-05T04:00:00.000Z',
      'opened 2024-03-05T14:00:00.000Z',
      'closed 2024-03-06T04:00:00.000Z',
    ])
  })

  test('of a store that never closes lasts from a millisecond after midnight until midnight', () => {
    expect(doors(events, 2)).toEqual([
      'opened 2024-03-04T06:00:00.001Z',
      'closed 2024-03-05T06:00:00.000Z',
      'opened 2024-03-05T06:00:00.001Z',
      'closed 2024-03-06T06:00:00.000Z',
    ])
  })

  test('ends at local midnight with the totals of what happened', () => {
    expect(ends(events, 2)).toEqual(['2024-03-04 2024-03-05T06:00:00.000Z', '2024-03-05 2024-03-06T06:00:00.000Z'])
    for (const { data } of only(events, 'store_day_ended')) {
      const own = events.filter((event) => event.businessDate === data.business_date && isAt(event, data.store_id))
      const receipts = only(own, 'receipt_created').map((receipt) => receipt.data)
      const sum = (pick: (receipt: (typeof receipts)[number]) => number) =>
        receipts.reduce((total, receipt) => total + pick(receipt), 0)
      const moved = only(own, 'inventory_updated').map((update) => update.data.quantity_delta)
      expect(data).toMatchObject({
        visits: only(own, 'customer_entered').length,
        receipts: receipts.length,
        lines: only(own, 'receipt_line_added').length,
        units: sum((receipt) => receipt.item_count),
        subtotal_cents: sum((receipt) => receipt.subtotal_cents),
        tax_cents: sum((receipt) => receipt.tax_cents),
        total_cents: sum((receipt) => receipt.total_cents),
        cash_cents: sum((receipt) => (receipt.tender_type === 'CASH' ? receipt.total_cents : 0)),
        units_out: -moved.reduce((total, delta) => total + Math.min(delta, 0), 0),
        units_in: moved.reduce((total, delta) => total + Math.max(delta, 0), 0),
      })
      expect(data.receipts).toBeGreaterThan(10)
    }
  })

  test('is a stream that nothing follows', () => {
    const streams = Map.groupBy(events, ({ stream }) => stream)
    for (const [stream, own] of streams) {
      if (/^(store|dc)Day-/.test(stream) && own[0]?.businessDate !== '2024-03-06') {
        expect(own.filter(({ type }) => type.endsWith('_day_ended'))).toEqual([own.at(-1)])
      }
    }
    const prefix = /^(storeDay|dcDay)-\d_2024-03-0[456]$/
    const others = /^(shipment|onlineOrder|campaign|promotion|priceList|disruption)-/
    expect([...streams.keys()].every((stream) => prefix.test(stream) || others.test(stream))).toBe(true)
  })
})

const STOCK: ReadonlySet<string> = new Set(['inventory_updated', 'stockout_detected', 'reorder_triggered'])

test('on 25 December the stores are closed: nobody comes, and the day has its totals all the same', () => {
  const events = happens(chicago('2024-12-24'), 3)
  // Stock moves all the same: what is delivered is unloaded, and the web shop never closes.
  const christmas = events.filter(
    ({ businessDate, stream, type }) => businessDate === '2024-12-25' && stream.startsWith('store') && !STOCK.has(type),
  )
  expect(christmas.map(({ type }) => type)).toEqual(['store_day_ended', 'store_day_ended'])
  expect(christmas.every((event) => event.type === 'store_day_ended' && event.data.visits === 0)).toBe(true)
  expect(only(events, 'store_opened').map(({ businessDate }) => businessDate)).toEqual([
    '2024-12-24',
    '2024-12-24',
    '2024-12-26',
    '2024-12-26',
  ])
})

describe.each([
  ['2024-03-10', 23, '2024-03-10T06:00:00.001Z', '2024-03-11T05:00:00.000Z'],
  ['2024-11-03', 25, '2024-11-03T05:00:00.001Z', '2024-11-04T06:00:00.000Z'],
])('when the clock is changed on %s,', (date, hours, opened, closed) => {
  const company = chicago(date)
  const events = happens(company, 2)
  const ofDay = events.filter((event) => event.businessDate === date && isAt(event, 2))

  test(`the day lasts ${hours} hours and ends once`, () => {
    expect(doors(events, 2).slice(0, 2)).toEqual([`opened ${opened}`, `closed ${closed}`])
    expect(Date.parse(closed) - Date.parse(opened) + 1).toBe(hours * HOUR)
    expect(ends(events, 2).map((end) => end.slice(0, 10))).toEqual([
      date,
      only(events, 'store_day_ended').at(-1)?.data.business_date,
    ])
  })

  test('people come in all of its hours and in no other', () => {
    const from = Date.parse(opened) - 1
    const times = only(ofDay, 'customer_entered').map(({ occurredAt }) => Math.floor((occurredAt - from) / HOUR))
    expect(Math.min(...times)).toBeGreaterThanOrEqual(0)
    expect(Math.max(...times)).toBe(hours - 1)
    const busy = new Set(times.filter((hour) => hour >= 8))
    expect(busy.size).toBe(hours - 8)
  })

  test('sensors report every quarter of an hour up to the last', () => {
    const starts = only(ofDay, 'zone_traffic_measured').map(({ data }) => Date.parse(data.period_start))
    const from = Date.parse(opened) - 1
    expect(starts.every((start) => start >= from && start < Date.parse(closed))).toBe(true)
    expect(starts.every((start) => (start - from) % (15 * MINUTE) === 0)).toBe(true)
  })

  test('streams hold what happened on their date alone, without a gap', () => {
    const own = events.filter(({ stream }) => stream.startsWith('storeDay-2_'))
    expect(own.every(({ stream, businessDate }) => stream === `storeDay-2_${businessDate}`)).toBe(true)
    expect([...new Set(own.map(({ businessDate }) => businessDate))].slice(0, 2)).toEqual(
      ends(events, 2).map((end) => end.slice(0, 10)),
    )
    const zone = company.storeZones[2]
    const isOther = ({ occurredAt, businessDate, type }: RetailEvent) =>
      type !== 'store_closed' && type !== 'store_day_ended' && dateText(zone?.dayAt(occurredAt) ?? 0) !== businessDate
    // What sensors counted in the last quarter of an hour is told at midnight.
    expect(own.filter(isOther).every(({ type }) => type === 'zone_traffic_measured')).toBe(true)
  })
})

test('the days of a company in several time zones begin and end by each clock', () => {
  const company = smallCompany({ volume: { stores: 6, dcs: 3, total_geographies: 40, customers_per_day: 20 } })
  const events = happens(company, 1)
  const zones = new Set(company.master.geographies.map(({ timeZone }) => timeZone))
  expect(zones.size).toBeGreaterThan(1)
  const ended = only(events, 'store_day_ended')
  expect(ended).toHaveLength(6)
  for (const { data, occurredAt } of ended) {
    expect(company.storeZones[data.store_id]?.startOfDay(company.startDay + 1)).toBe(occurredAt)
  }
})
