import { describe, expect, test } from 'vitest'
import type { RetailEvent } from '../../../src/retail/events.ts'
import { eventIdText, sameEventId } from '../../../src/simulation/event-id.ts'
import { HOUR, SECOND } from '../../../src/time/sim-time.ts'
import { happens, only, smallCompany } from '../simulated.ts'

/** Two lively days, with known customers who come back and unknown visitors. */
const company = smallCompany({
  volume: {
    customers_per_day: 250,
    total_customers: 400,
    store_initial_inventory_min: 2,
    store_initial_inventory_max: 12,
  },
  visits: { home_store_share: 1 },
  returns: { rate: 0 },
})
const events = happens(company, 2)
const visits = only(events, 'customer_left')

/** What belongs to each visit, by the id of its first event. */
const sessions = Map.groupBy(
  events.filter(({ session }) => session !== null),
  ({ session }) => (session === null ? '' : eventIdText(session)),
)

const entered = (visit: (typeof visits)[number]) => Date.parse(visit.data.entered_at)

test('there is enough to look at', () => {
  expect(visits.length).toBeGreaterThan(500)
  expect(visits.filter(({ data }) => data.purchased).length).toBeGreaterThan(150)
  expect(visits.filter(({ data }) => data.customer_id !== null).length).toBeGreaterThan(150)
  expect(visits.some(({ data }) => data.lost_lines > 0) && visits.some(({ data }) => data.substitutes > 0)).toBe(true)
})

test('a visit is one session: it begins with entering and ends with leaving, and nothing else happens in it', () => {
  expect(sessions.size).toBe(visits.length)
  for (const [id, told] of sessions) {
    expect([told[0]?.type, told.at(-1)?.type]).toEqual(['customer_entered', 'customer_left'])
    const [enter] = told
    // A visit that an ad caused tells the story of the impression.
    const story = enter?.causation ?? enter?.id
    expect(told.every(({ correlation }) => story !== undefined && sameEventId(correlation, story))).toBe(true)
    expect(enter?.session && eventIdText(enter.session)).toBe(id)
    expect(told.filter(({ type }) => type === 'customer_left' || type === 'customer_entered')).toHaveLength(2)
  }
})

test('what leaving tells is what happened', () => {
  for (const told of sessions.values()) {
    const [left] = only(told, 'customer_left')
    const [enter] = only(told, 'customer_entered')
    const receipts = only(told, 'receipt_created').map(({ data }) => data.receipt_id)
    expect(left?.data).toMatchObject({
      store_id: enter?.data.store_id,
      customer_ble_id: enter?.data.customer_ble_id,
      party_size: enter?.data.customer_count,
      purchased: receipts.length === 1,
      receipt_id: receipts[0] ?? null,
      dwell_time: Math.round(((left?.occurredAt ?? 0) - (enter?.occurredAt ?? 0)) / SECOND),
    })
    expect(Date.parse(left?.data.entered_at ?? '')).toBe(enter?.occurredAt)
  }
})

test('every visit ends before its store closes, on the business day on which it began', () => {
  for (const visit of visits) {
    const { closesAt } = company.master.stores[visit.data.store_id - 1] ?? { closesAt: 0 }
    const zone = company.storeZones[visit.data.store_id]
    const day = zone?.dayAt(entered(visit)) ?? 0
    expect(visit.occurredAt).toBeLessThan(zone?.localHourStart(day, closesAt) ?? 0)
    expect(visit.occurredAt - entered(visit)).toBeGreaterThanOrEqual(10 * 60 * SECOND - 60 * SECOND)
  }
})

test('a tracked visitor walks without gaps, from the entrance through the zones told at the end', () => {
  for (const told of sessions.values()) {
    const [left] = only(told, 'customer_left')
    const steps = only(told, 'customer_zone_changed').map(({ data }) => data)
    if (left?.data.customer_ble_id === null) expect(steps).toEqual([])
    else {
      expect(['ENTRANCE', ...steps.map(({ to_zone }) => to_zone)]).toEqual(left?.data.zones)
      expect(steps.map(({ from_zone }) => from_zone)).toEqual(left?.data.zones.slice(0, -1))
    }
    const passesTill = left?.data.zones.includes('CHECKOUT')
    expect(passesTill || !left?.data.purchased).toBe(true)
  }
})

describe('beacons hear a device', () => {
  test('in every zone as it enters, and at the moment of paying at the till', () => {
    for (const told of sessions.values()) {
      const heard = new Set(only(told, 'ble_ping_detected').map(({ occurredAt, data }) => `${occurredAt} ${data.zone}`))
      const steps = only(told, 'customer_zone_changed')
      if (only(told, 'customer_entered')[0]?.data.customer_ble_id === null) expect(heard.size).toBe(0)
      else {
        for (const { occurredAt, data } of steps) expect(heard).toContain(`${occurredAt} ${data.to_zone}`)
        for (const { occurredAt } of only(told, 'receipt_created')) expect(heard).toContain(`${occurredAt} CHECKOUT`)
      }
    }
  })

  test('at least every four minutes', () => {
    for (const told of sessions.values()) {
      const times = only(told, 'ble_ping_detected').map(({ occurredAt }) => occurredAt)
      const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0))
      expect(Math.max(0, ...gaps)).toBeLessThanOrEqual(240 * SECOND)
    }
  })

  test('of every known customer, by their own id, and of some unknown visitors', () => {
    for (const { data } of visits) {
      const customer = data.customer_id === null ? undefined : company.master.customers[data.customer_id - 1]
      if (customer !== undefined)
        expect([customer.bleId, customer.segment]).toEqual([data.customer_ble_id, data.segment])
      else expect(data.customer_ble_id ?? 'ANON').toMatch(/^ANON/)
    }
    const unknown = visits.filter(({ data }) => data.customer_id === null)
    expect(new Set(unknown.map(({ data }) => data.customer_ble_id === null)).size).toBe(2)
  })
})

test('a customer is never in two places at once, and comes to the home store', () => {
  const byCustomer = Map.groupBy(
    visits.filter(({ data }) => data.customer_id !== null),
    ({ data }) => data.customer_id,
  )
  expect([...byCustomer.values()].some((own) => own.length > 1)).toBe(true)
  for (const [customerId, own] of byCustomer) {
    const inOrder = own.toSorted((one, two) => one.occurredAt - two.occurredAt)
    for (const [index, visit] of inOrder.slice(1).entries()) {
      expect(entered(visit)).toBeGreaterThan(inOrder[index]?.occurredAt ?? 0)
    }
    const home = company.master.customers[(customerId ?? 0) - 1]?.homeStoreId
    expect(new Set(own.map(({ data }) => data.store_id))).toEqual(new Set([home]))
  }
})

/** The visits that overlap each hour of each store. */
function byStoreHour(): Map<string, typeof visits> {
  const hours = new Map<string, typeof visits>()
  for (const visit of visits) {
    for (let hour = Math.floor(entered(visit) / HOUR); hour <= Math.floor(visit.occurredAt / HOUR); hour++) {
      const key = `${visit.data.store_id} ${hour}`
      hours.set(key, [...(hours.get(key) ?? []), visit])
    }
  }
  return hours
}

function inHour(event: RetailEvent & { data: { store_id: number } }): string {
  return `${event.data.store_id} ${Math.floor(event.occurredAt / HOUR)}`
}

test('in every hour of a store, people counted >= devices heard >= customers on receipts', () => {
  const heard = Map.groupBy(only(events, 'ble_ping_detected'), inHour)
  const receipts = Map.groupBy(only(events, 'receipt_created'), inHour)
  const hours = byStoreHour()
  expect([...heard.keys(), ...receipts.keys()].every((hour) => hours.has(hour))).toBe(true)
  for (const [hour, present] of hours) {
    const people = present.reduce((sum, { data }) => sum + data.party_size, 0)
    const devices = new Set((heard.get(hour) ?? []).map(({ data }) => data.customer_ble_id)).size
    const customers = new Set((receipts.get(hour) ?? []).flatMap(({ data }) => data.customer_id ?? [])).size
    expect(people).toBeGreaterThanOrEqual(devices)
    expect(devices).toBeGreaterThanOrEqual(customers)
  }
})

test('sensors count every person in every zone and quarter of an hour, and every second once', () => {
  const counted = new Map<string, number>()
  let seconds = 0
  for (const { data } of only(events, 'zone_traffic_measured')) {
    counted.set(`${data.sensor_id} ${data.period_start}`, data.customer_count)
    seconds += data.dwell_seconds
  }
  const spent = visits.reduce(
    (sum, visit) => sum + ((visit.occurredAt - entered(visit)) / SECOND) * visit.data.party_size,
    0,
  )
  expect(Math.abs(seconds / spent - 1)).toBeLessThan(0.01)
  const quarter = HOUR / 4
  const expected = new Map<string, number>()
  for (const { data, occurredAt } of only(events, 'customer_entered')) {
    const start = new Date(Math.floor(occurredAt / quarter) * quarter).toISOString()
    const key = `${data.sensor_id} ${start}`
    expected.set(key, (expected.get(key) ?? 0) + data.customer_count)
  }
  // Those who are in the entrance when a period ends are counted in the next one too.
  for (const [key, people] of expected) expect(counted.get(key) ?? 0).toBeGreaterThanOrEqual(people)
})
