import { describe, expect, test } from 'vitest'
import type { RetailEvent } from '../../../src/retail/events.ts'
import { eventIdText, sameEventId } from '../../../src/simulation/event-id.ts'
import { DAY, HOUR } from '../../../src/time/sim-time.ts'
import { happens, only, smallCompany } from '../simulated.ts'

/** Ads enough to compare those who come because of one with the others; full shelves. */
const company = smallCompany({
  volume: {
    stores: 3,
    total_customers: 4000,
    total_products: 800,
    customers_per_day: 700,
    marketing_impressions_per_day: 3000,
    store_initial_inventory_min: 300,
    store_initial_inventory_max: 500,
  },
  marketing: { campaign_chance: 1, conversion_factor: 6 },
})
const events = happens(company, 6)
const impressions = new Map(only(events, 'ad_impression').map((event) => [event.data.impression_id, event]))
const visits = only(events, 'customer_left')
const caused = visits.filter(({ data }) => data.impression_id !== null)
const others = visits.filter(({ data }) => data.impression_id === null)
const receipts = new Map(only(events, 'receipt_created').map((event) => [event.data.receipt_id, event]))

const entered = (visit: (typeof visits)[number]) => Date.parse(visit.data.entered_at)

test('there is enough to look at', () => {
  expect(impressions.size).toBeGreaterThan(8000)
  expect(caused.length).toBeGreaterThan(700)
})

test('impressions of a region and day are numbered in the order of time, as text too', () => {
  const ids = [...impressions.values()].map(({ data, businessDate }) => [businessDate, data.impression_id] as const)
  for (const [index, [date, id]] of ids.slice(1).entries()) {
    expect(id.slice(3, 11)).toBe(date.replaceAll('-', ''))
    const [dateBefore, idBefore] = ids[index] ?? ['', '']
    if (date === dateBefore) expect(Number(id.slice(12))).toBe(Number(idBefore.slice(12)) + 1)
    else expect(id.slice(12)).toBe('00000001')
    expect(id > idBefore).toBe(true)
  }
})

test('an impression is of a campaign that runs, and in its stream', () => {
  for (const { data, stream, businessDate } of impressions.values()) {
    expect(stream).toBe(`campaign-${data.campaign_id}`)
    const day = company.startDay + Math.round((Date.parse(businessDate) - Date.parse('2024-03-04')) / DAY)
    expect(company.campaigns.runningOn(day).map(({ campaignId }) => campaignId)).toContain(data.campaign_id)
  }
})

test('impressions are shown to customers who are free, of this region, and named as often as configured', () => {
  const away = awayTimes()
  let known = 0
  let named = 0
  for (const { data, occurredAt } of impressions.values()) {
    const customerId = company.customerOfAdId.get(data.customer_ad_id)
    if (customerId === undefined) continue
    known++
    if (data.customer_id !== null) named++
    expect(data.customer_id ?? customerId).toBe(customerId)
    expect((away.get(customerId) ?? []).some(([from, to]) => occurredAt > from && occurredAt < to)).toBe(false)
  }
  expect(Math.abs(known / impressions.size - 0.8)).toBeLessThan(6 * Math.sqrt(0.16 / impressions.size))
  expect(Math.abs(named / known - 0.0625)).toBeLessThan(6 * Math.sqrt(0.0586 / known))
})

/** When each customer was in a store, or on the way because of an ad. */
function awayTimes(): Map<number, Array<readonly [number, number]>> {
  const away = new Map<number, Array<readonly [number, number]>>()
  for (const visit of visits) {
    const { customer_id: customerId, impression_id: impressionId } = visit.data
    if (customerId === null) continue
    const from = impressionId === null ? entered(visit) : (impressions.get(impressionId)?.occurredAt ?? 0)
    away.set(customerId, [...(away.get(customerId) ?? []), [from, visit.occurredAt]])
  }
  return away
}

test('what an impression leads to tells its story, from the door to the receipt', () => {
  const stories = Map.groupBy(events, ({ correlation }) => eventIdText(correlation))
  for (const visit of caused) {
    const impression = impressions.get(visit.data.impression_id ?? '')
    const story: readonly RetailEvent[] = stories.get(eventIdText(impression?.id ?? visit.id)) ?? []
    const [enter] = only(story, 'customer_entered')
    expect(story[0]).toBe(impression)
    expect(enter?.causation && impression && sameEventId(enter.causation, impression.id)).toBe(true)
    expect(story).toContain(visit)
    expect(visit.data.campaign_id).toBe(impression?.data.campaign_id)
    const wait = entered(visit) - (impression?.occurredAt ?? 0)
    expect(wait).toBeGreaterThanOrEqual(HOUR)
    expect(wait).toBeLessThanOrEqual(48 * HOUR)
    const receipt = receipts.get(visit.data.receipt_id ?? '')
    if (receipt === undefined) continue
    expect(story).toContain(receipt)
    expect(receipt.data.caused_by_impression_id).toBe(visit.data.impression_id)
  }
})

test('no two visits share an impression, and no two receipts an id', () => {
  expect(new Set(caused.map(({ data }) => data.impression_id)).size).toBe(caused.length)
  expect(receipts.size).toBe(only(events, 'receipt_created').length)
})

test('most receipts with a last touch are of customers who came anyway', () => {
  const touched = [...receipts.values()].filter(({ data }) => data.last_touch !== null)
  const anyway = touched.filter(({ data }) => data.caused_by_impression_id === null)
  expect(anyway.length).toBeGreaterThan(100)
  for (const { data } of touched) {
    const seen = impressions.get(data.impression_id ?? '')
    expect([seen?.data.channel, seen?.data.campaign_id]).toEqual([data.last_touch?.channel, data.campaign_id])
    expect(seen?.occurredAt).toBe(Date.parse(data.last_touch?.seen_at ?? ''))
  }
})

function cell({ data }: (typeof visits)[number]): string {
  return `${data.segment} ${data.trip_type}`
}

/** Mean over those that an ad caused, against others of the same segment on such trips, each weighed as often. */
function factor(what: (visit: (typeof visits)[number]) => number | undefined): number {
  const usual = Map.groupBy(others, cell)
  let sum = 0
  let expected = 0
  for (const visit of caused) {
    const own = what(visit)
    const like = (usual.get(cell(visit)) ?? []).flatMap((other) => what(other) ?? [])
    if (own === undefined || like.length === 0) continue
    sum += own
    expected += like.reduce((total, value) => total + value, 0) / like.length
  }
  return sum / expected
}

function ofReceipt(what: 'item_count' | 'subtotal_cents') {
  return (visit: (typeof visits)[number]) => receipts.get(visit.data.receipt_id ?? '')?.data[what]
}

describe('visits that an ad caused', () => {
  test('end with a purchase four times of five', () => {
    const ready = caused.filter(({ data }) => data.purchased || data.payment_failed || data.lost_lines > 0).length
    expect(Math.abs(ready / caused.length - 0.8)).toBeLessThan(6 * Math.sqrt(0.16 / caused.length))
  })

  test('bring 1.25 times the items', () => {
    expect(Math.abs(factor(ofReceipt('item_count')) / 1.25 - 1)).toBeLessThan(0.1)
  })

  test('bring 1.3 times the value', () => {
    expect(Math.abs(factor(ofReceipt('subtotal_cents')) / 1.3 - 1)).toBeLessThan(0.15)
  })

  test('last 1.2 times as long', () => {
    const dwell = factor(({ data }) => (data.purchased ? data.dwell_time : undefined))
    expect(Math.abs(dwell / 1.2 - 1)).toBeLessThan(0.05)
  })
})
