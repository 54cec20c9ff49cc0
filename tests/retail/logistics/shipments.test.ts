import { describe, expect, test } from 'vitest'
import type { EventsByType } from '../../../src/retail/events.ts'
import { eventIdText as textOf } from '../../../src/simulation/event-id.ts'
import { HOUR, MINUTE } from '../../../src/time/sim-time.ts'
import { happens, only, smallCompany } from '../simulated.ts'

/** Stores that reorder from the first day on, and a DC that must too. */
const company = smallCompany({
  volume: {
    customers_per_day: 150,
    store_initial_inventory_min: 2,
    store_initial_inventory_max: 12,
    dc_initial_inventory_min: 10,
    dc_initial_inventory_max: 30,
    dc_reorder_point_min: 8,
    dc_reorder_point_max: 10,
  },
})
const events = happens(company, 8)
const zone = company.dcZones[1]

type Scheduled = EventsByType['shipment_scheduled']

const STEPS = [
  'shipment_loaded',
  'truck_departed',
  'truck_arrived',
  'shipment_unloaded',
  'truck_departed',
  'truck_arrived',
  'shipment_completed',
] as const
type Step = EventsByType['shipment_scheduled' | (typeof STEPS)[number]]

/** The story of each shipment, by id. */
const stories = Map.groupBy(
  events.filter((event): event is Step => event.stream.startsWith('shipment-')),
  ({ stream }) => stream.slice('shipment-'.length),
)
const scheduled = only(events, 'shipment_scheduled')
const plans = scheduled.filter(({ data }) => !data.amended)
const toStores = plans.filter(({ data }) => data.store_id !== null)
const toDc = plans.filter(({ data }) => data.store_id === null)

/** The instant of the local time on the business day of the DC that comes `days` later. */
function localTime({ occurredAt }: Scheduled, days: number, hour: number): number {
  return zone?.localHourStart(zone.dayAt(occurredAt) + days, hour) ?? Number.NaN
}

/** When a shipment reached each step that it reached, in the order of `STEPS`. */
function stepsOf({ data }: Scheduled): readonly number[] {
  const story = stories.get(data.shipment_id) ?? []
  return story.filter(({ type }) => type !== 'shipment_scheduled').map(({ occurredAt }) => occurredAt)
}

const isOver = (plan: Scheduled) => stepsOf(plan).length === STEPS.length

test('there are shipments to stores and from suppliers, and of both kinds some that are over', () => {
  expect(toStores.filter(isOver).length).toBeGreaterThan(10)
  expect(toDc.filter(isOver).length).toBeGreaterThan(2)
})

test('a shipment is announced, loaded, driven, unloaded and closed when its truck is back, each step caused by the one before', () => {
  for (const [id, story] of stories) {
    const plan = story.filter(({ type }) => type === 'shipment_scheduled')
    const steps = story.slice(plan.length).map(({ type }) => type)
    expect(story.slice(0, plan.length)).toEqual(plan)
    expect(steps).toEqual(STEPS.slice(0, steps.length))
    for (const [index, event] of story.entries()) {
      expect(event.causation).toEqual(story[index - 1]?.id ?? null)
      expect(event.correlation).toEqual(story[0]?.id)
      expect(event.data).toMatchObject({ shipment_id: id })
    }
  }
})

test('what was announced is loaded, and what was loaded is unloaded', () => {
  for (const story of stories.values()) {
    const units = new Map<number, number>()
    for (const { type, data } of story) {
      if (type !== 'shipment_scheduled') continue
      for (const line of data.lines) units.set(line.product_id, (units.get(line.product_id) ?? 0) + line.units)
    }
    const planned = [...units].map(([product_id, amount]) => ({ product_id, units: amount }))
    for (const { type, data } of story) {
      if (type === 'shipment_loaded') expect(data).toMatchObject({ lines: planned, cut: [], left_behind: [] })
      if (type === 'shipment_unloaded') expect(data).toMatchObject({ lines: planned, lost: [] })
    }
  }
})

describe('a shipment to a store', () => {
  test('is announced at 23:30, loaded at 4 and sent off at 6, 2 to 12 hours on the road', () => {
    for (const plan of toStores) {
      expect(plan.occurredAt).toBe(localTime(plan, 0, 23) + 30 * MINUTE)
      expect(Date.parse(plan.data.etd)).toBe(localTime(plan, 1, 6))
      expect(Date.parse(plan.data.eta)).toBeGreaterThan(localTime(plan, 1, 8))
      const [loaded, departed, arrived] = stepsOf(plan)
      if (loaded === undefined || departed === undefined || arrived === undefined) continue
      expect(departed - loaded).toBe(2 * HOUR)
      expect(zone?.hourAt(loaded)).toBe(4)
      expect(arrived - departed).toBeGreaterThanOrEqual(2 * HOUR)
      expect(arrived - departed).toBeLessThanOrEqual(12 * HOUR)
    }
  })

  test('is unloaded within 27 to 132 minutes, and closed when the truck is back after as long a way', () => {
    for (const plan of toStores.filter(isOver)) {
      const [, departed, arrived, unloaded, left, back, closed] = stepsOf(plan)
      expect((unloaded - arrived) / MINUTE).toBeGreaterThanOrEqual(27)
      expect((unloaded - arrived) / MINUTE).toBeLessThanOrEqual(132)
      expect([left, closed]).toEqual([unloaded, back])
      expect(back - left).toBe(arrived - departed)
    }
  })

  test('takes refrigerated goods apart from others', () => {
    const classes = new Set<boolean>()
    for (const { data } of scheduled) {
      const cold = data.lines.map(({ product_id }) => company.master.products[product_id - 1]?.requiresRefrigeration)
      expect(new Set(cold)).toEqual(new Set([data.refrigerated]))
      classes.add(data.refrigerated)
    }
    expect(classes.size).toBe(2)
  })
})

test('a supplier delivers on the day after his lead time, between 8 and 16', () => {
  for (const plan of toDc) {
    const days = Math.ceil(
      Math.max(...plan.data.lines.map(({ product_id }) => company.supplierOf[product_id - 1]?.leadTimeDays ?? 0)),
    )
    expect(Date.parse(plan.data.etd)).toBe(localTime(plan, days, 6))
    const [loaded, , arrived] = stepsOf(plan)
    if (loaded === undefined || arrived === undefined) continue
    expect(loaded).toBe(localTime(plan, days, 4))
    expect(arrived).toBeGreaterThanOrEqual(localTime(plan, days, 8))
    expect(arrived).toBeLessThanOrEqual(localTime(plan, days, 16))
  }
})

test('suppliers share trucks: fewer set out than there are shipments, and those of a truck go together', () => {
  const loads = only(events, 'shipment_loaded').filter(({ data }) => data.supplier_id !== null)
  const trips = Map.groupBy(loads, ({ data, occurredAt }) => `${data.truck_id} ${occurredAt}`)
  expect(trips.size).toBeLessThan(loads.length / 2)
  for (const trip of trips.values()) {
    const courses = trip.map(({ data }) =>
      stories
        .get(data.shipment_id)
        ?.slice(1)
        .map(({ occurredAt }) => occurredAt),
    )
    expect(new Set(courses.map(String)).size).toBe(1)
  }
})

test('every line fills a reorder of its destination, none is filled beyond what was asked', () => {
  const asked = new Map(only(events, 'reorder_triggered').map((event) => [textOf(event.id), event.data]))
  const filled = new Map<string, number>()
  for (const { data } of scheduled) {
    for (const line of data.lines) {
      const reorder = asked.get(line.reorder_id)
      expect(reorder).toMatchObject({ product_id: line.product_id, store_id: data.store_id })
      filled.set(line.reorder_id, (filled.get(line.reorder_id) ?? 0) + line.units)
    }
  }
  for (const [id, units] of filled) expect(units).toBeLessThanOrEqual(asked.get(id)?.reorder_quantity ?? 0)
  // The DC runs short, so that some are filled in part.
  expect([...filled].some(([id, units]) => units < (asked.get(id)?.reorder_quantity ?? 0))).toBe(true)
})

test('no place asks for a product again while it waits for what it asked for', () => {
  const open = new Map<string, number>()
  for (const event of events) {
    if (event.type === 'reorder_triggered') {
      const key = keyOf(event.data, event.data.product_id)
      expect(open.get(key) ?? 0).toBe(0)
      open.set(key, event.data.reorder_quantity)
    } else if (event.type === 'shipment_unloaded') {
      const { store_id, dc_id, lines } = event.data
      const node = { store_id, dc_id: store_id === null ? dc_id : null }
      for (const line of lines) {
        const key = keyOf(node, line.product_id)
        open.set(key, (open.get(key) ?? 0) - line.units)
      }
    }
  }
  expect([...open.values()].every((units) => units >= 0)).toBe(true)
})

function keyOf({ store_id, dc_id }: { store_id: number | null; dc_id: number | null }, productId: number): string {
  return `${store_id} ${dc_id} ${productId}`
}
