import { describe, expect, test } from 'vitest'
import type { EventsByType } from '../../../src/retail/events.ts'
import { eventIdText as textOf } from '../../../src/simulation/event-id.ts'
import { DAY, HOUR, MINUTE } from '../../../src/time/sim-time.ts'
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

const STEPS = ['shipment_scheduled', 'shipment_loaded', 'shipment_unloaded', 'shipment_completed'] as const

/** The story of each shipment, by id. */
const stories = Map.groupBy(
  events.filter((event): event is EventsByType[(typeof STEPS)[number]] => event.stream.startsWith('shipment-')),
  ({ stream }) => stream.slice('shipment-'.length),
)
const scheduled = only(events, 'shipment_scheduled')
const toStores = scheduled.filter(({ data }) => data.store_id !== null)
const toDc = scheduled.filter(({ data }) => data.store_id === null)

/** The instant of the local time on the business day of the DC that comes `days` later. */
function localTime({ occurredAt }: Scheduled, days: number, hour: number): number {
  return zone?.localHourStart(zone.dayAt(occurredAt) + days, hour) ?? Number.NaN
}

const isOver = ({ data }: Scheduled) => stories.get(data.shipment_id)?.length === STEPS.length

test('there are shipments to stores and from suppliers, and of both kinds some that are over', () => {
  expect(toStores.filter(isOver).length).toBeGreaterThan(10)
  expect(toDc.filter(isOver).length).toBeGreaterThan(2)
})

test('a shipment is announced, loaded, unloaded and closed, in that order, each caused by the one before', () => {
  for (const [id, story] of stories) {
    expect(story.map(({ type }) => type)).toEqual(STEPS.slice(0, story.length))
    for (const [index, event] of story.entries()) {
      expect(event.causation).toEqual(story[index - 1]?.id ?? null)
      expect(event.correlation).toEqual(story[0]?.id)
      expect(event.data).toMatchObject({ shipment_id: id })
    }
  }
})

test('what was loaded is unloaded, and is what was announced', () => {
  for (const story of stories.values()) {
    const [plan, loaded, unloaded] = story.map(({ data }) => ('lines' in data ? data.lines : []))
    const units = (plan ?? []).map(({ product_id, units: amount }) => ({ product_id, units: amount }))
    if (loaded !== undefined) expect(loaded).toEqual(units)
    if (unloaded !== undefined) expect(unloaded).toEqual(units)
  }
})

describe('a shipment to a store', () => {
  test('is announced at 23:30, loaded at 4 and sent off at 6, 2 to 12 hours on the road', () => {
    for (const plan of toStores) {
      expect(plan.occurredAt).toBe(localTime(plan, 0, 23) + 30 * MINUTE)
      const [, loaded] = stories.get(plan.data.shipment_id) ?? []
      if (loaded !== undefined) expect(loaded.occurredAt).toBe(localTime(plan, 1, 4))
      expect(Date.parse(plan.data.etd)).toBe(localTime(plan, 1, 6))
      const hours = (Date.parse(plan.data.eta) - Date.parse(plan.data.etd)) / HOUR
      expect(hours).toBeGreaterThanOrEqual(2)
      expect(hours).toBeLessThanOrEqual(12)
    }
  })

  test('is unloaded within 30 to 120 minutes of its arrival, and closed when the truck is back', () => {
    for (const plan of toStores) {
      const [, , unloaded, completed] = stories.get(plan.data.shipment_id) ?? []
      const [departure, arrival] = [Date.parse(plan.data.etd), Date.parse(plan.data.eta)]
      if (unloaded === undefined || completed === undefined) continue
      expect(unloaded.occurredAt - arrival).toBeGreaterThanOrEqual(30 * MINUTE)
      expect(unloaded.occurredAt - arrival).toBeLessThanOrEqual(120 * MINUTE)
      expect(completed.occurredAt - unloaded.occurredAt).toBe(arrival - departure)
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

test('a supplier delivers after his lead time, in the daytime', () => {
  for (const plan of toDc) {
    const arrival = Date.parse(plan.data.eta)
    const days = Math.ceil(
      Math.max(...plan.data.lines.map(({ product_id }) => company.supplierOf[product_id - 1]?.leadTimeDays ?? 0)),
    )
    expect(arrival - plan.occurredAt).toBeGreaterThan((days - 1) * DAY)
    expect(arrival).toBeGreaterThanOrEqual(localTime(plan, days, 8))
    expect(arrival).toBeLessThanOrEqual(localTime(plan, days, 16))
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
