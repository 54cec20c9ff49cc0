import { describe, expect, test } from 'vitest'
import { DISRUPTIONS } from '../../../src/retail/agent-codes.ts'
import type { DisruptionPlan } from '../../../src/retail/disruptions/plan.ts'
import type { EventType, RetailEvent } from '../../../src/retail/events.ts'
import type { DomainEvent } from '../../../src/simulation/domain-event.ts'
import { isoTime } from '../../../src/time/iso-time.ts'
import { HOUR, MINUTE } from '../../../src/time/sim-time.ts'
import { stock } from '../given.ts'
import { only } from '../simulated.ts'
import { tinyCompany } from '../tiny.ts'
import { first, morning, reorder, scheduled, trouble } from './telling.ts'

const company = tinyCompany({ products: [{}, {}], stores: [{}, {}], settings: { volume: { truck_capacity: 100 } } })
const delivery = [
  reorder({ units: 80 }),
  stock({ product_id: 1, units: 900 }),
  scheduled({ lines: [{ product_id: 1, units: 80 }] }),
]

/** The day of the delivery, in trouble. */
function day(...troubles: readonly DomainEvent[]) {
  return morning(company, [...delivery, ...troubles], 23)
}

const target = (type: DisruptionPlan['targetType'], targetId: number) => ({ targetType: type, targetId })
const instant = (events: readonly RetailEvent[], type: EventType) => only(events, type)[0]?.occurredAt ?? Number.NaN
const took = (events: readonly RetailEvent[], from: EventType, to: EventType) =>
  instant(events, to) - instant(events, from)

describe('a shortage of hands', () => {
  test('makes loading and unloading longer', () => {
    const usual = day().events
    const { events } = day(trouble('labor_shortage', 1))
    expect(took(usual, 'shipment_loaded', 'truck_departed')).toBe(2 * HOUR)
    expect(took(events, 'shipment_loaded', 'truck_departed')).toBe(6 * HOUR)
    expect(took(events, 'truck_departed', 'truck_arrived')).toBe(took(usual, 'truck_departed', 'truck_arrived'))
    const [was, is] = [usual, events].map((of) => first(of, 'shipment_unloaded')?.actual_unload_duration ?? 0)
    expect(is / was).toBeGreaterThan(2.4)
    expect(is / was).toBeLessThan(3.7)
    expect(first(events, 'truck_arrived')?.estimated_unload_duration).toBe(102)
  })
})

describe('trouble on the road', () => {
  const usual = day().events

  test.each([
    ['truck_breakdown', 8],
    ['weather_delay', 4],
  ] as const)('such as %s makes trucks late, by %i hours at most', (type, hours) => {
    const late = [1, 2, 3, 4, 5, 6].flatMap((seed) => {
      const other = tinyCompany({ products: [{}, {}], stores: [{}, {}], settings: { seed } })
      const { events } = morning(other, [...delivery, trouble(type, 0.6)], 23)
      const delay = first(events, 'shipment_delayed')
      const travelled = instant(events, 'truck_arrived') - instant(events, 'truck_departed')
      const expected = Date.parse(first(events, 'truck_departed')?.eta ?? '') - instant(events, 'truck_departed')
      expect(travelled - expected).toBe((delay?.delay_minutes ?? 0) * MINUTE)
      return delay === undefined ? [] : [delay]
    })
    expect(late.length).toBeGreaterThan(0)
    expect(late.length).toBeLessThan(6)
    for (const { truck_id, reason, delay_minutes } of late) {
      expect([truck_id, reason]).toEqual([1, type])
      expect(delay_minutes).toBeLessThanOrEqual(hours * 0.6 * 60)
    }
  })

  test('is told in the story of the shipment, which goes on from there', () => {
    const { events } = day(trouble('truck_breakdown', 1))
    const story = events.filter(({ stream }) => stream.startsWith('shipment-'))
    expect(story.map(({ type }) => type).slice(0, 4)).toEqual([
      'shipment_loaded',
      'truck_departed',
      'shipment_delayed',
      'truck_arrived',
    ])
    for (const [index, event] of story.slice(1).entries()) expect(event.causation).toEqual(story[index]?.id)
  })

  describe('that begins while a truck is under way', () => {
    const arrival = instant(usual, 'truck_arrived')
    const departure = instant(usual, 'truck_departed')
    const begins = departure + Math.floor((arrival - departure) / 2)

    /** A disruption that is over before the truck would arrive. */
    function struck(severity: number, whom = target('DC', 1)) {
      const plan: DisruptionPlan = {
        ...whom,
        id: 'X1-20240305-1',
        entity: 5,
        type: 'truck_breakdown',
        dcId: 1,
        severity,
        startsAt: begins,
        endsAt: begins + MINUTE,
        origin: 'chance',
        cause: null,
      }
      return morning(company, delivery, 23, { code: DISRUPTIONS, number: 5, kind: 'start', data: plan, at: begins })
    }

    test('makes it late at once', () => {
      const { events } = struck(1)
      const delay = only(events, 'shipment_delayed')[0]
      expect(delay?.occurredAt).toBe(begins)
      expect(delay?.data).toMatchObject({ truck_id: 1, reason: 'truck_breakdown', disruption_id: 'X1-20240305-1' })
      const late = (delay?.data.delay_minutes ?? 0) * MINUTE
      expect(late).toBeGreaterThan(0)
      expect(instant(events, 'truck_arrived')).toBe(arrival + late)
      expect(delay?.data.eta).toBe(isoTime(arrival + late))
    })

    test('goes on in its story, and may spoil part of the load', () => {
      const { events } = struck(1)
      const story = events.filter(({ stream }) => stream.startsWith('shipment-'))
      expect(story.map(({ type }) => type).slice(1, 4)).toEqual(['truck_departed', 'shipment_delayed', 'truck_arrived'])
      for (const [index, event] of story.slice(1).entries()) expect(event.causation).toEqual(story[index]?.id)
      const unloaded = first(events, 'shipment_unloaded')
      expect((unloaded?.lines[0]?.units ?? 0) + (unloaded?.lost[0]?.units ?? 0)).toBe(80)
      expect(unloaded?.lost[0]?.units).toBeGreaterThan(0)
    })

    test('spares trucks that it is not meant for', () => {
      expect(first(struck(1, target('TRUCK', 2)).events, 'shipment_delayed')).toBeUndefined()
      expect(first(struck(1, target('STORE', 2)).events, 'shipment_delayed')).toBeUndefined()
      expect(first(struck(1, target('STORE', 1)).events, 'shipment_delayed')).toBeDefined()
    })
  })

  test('strikes one truck when it is meant for one', () => {
    expect(day(trouble('truck_breakdown', 1, ['TRUCK', 2])).events).toEqual(usual)
    expect(first(day(trouble('truck_breakdown', 1, ['TRUCK', 1])).events, 'shipment_delayed')).toBeDefined()
  })

  test('spoils part of the load when a breakdown is bad, and what is lost is asked for again', () => {
    const { events, world } = day(trouble('truck_breakdown', 1))
    const unloaded = first(events, 'shipment_unloaded')
    const [arrived, lost] = [unloaded?.lines[0]?.units ?? 0, unloaded?.lost[0]?.units ?? 0]
    expect(arrived + lost).toBe(80)
    expect(lost).toBeGreaterThan(0)
    expect(lost).toBeLessThanOrEqual(40)
    expect(world.stock.stores[1].balance[0]).toBe(arrived)
    expect(world.stock.stores[1].onOrder[0]).toBe(0)
    expect(first(day(trouble('truck_breakdown', 0.6)).events, 'shipment_unloaded')?.lost).toEqual([])
  })

  test('that has nothing to do with trucks changes nothing', () => {
    expect(day(trouble('system_outage', 1), trouble('supplier_delay', 1)).events).toEqual(usual)
  })
})
