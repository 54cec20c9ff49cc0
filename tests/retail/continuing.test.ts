import { deserialize, serialize } from 'node:v8'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { startOfDay } from '../../src/retail/company.ts'
import { type SimulationState, simulateCompany } from '../../src/retail/company-simulation.ts'
import { DAY, HOUR } from '../../src/time/sim-time.ts'
import { eventsUntil, smallCompany } from './simulated.ts'

/** Shelves that empty, so that the state holds sessions, needs, promises and shipments on the road. */
const company = smallCompany({
  disruptions: { daily_chance: 0.5 },
  scenario: {
    name: 'storm',
    entries: [
      { kind: 'disruption', after: '1d', for: '1d', type: 'weather_delay', where: 'all', severity: 0.5 },
      { kind: 'demand_factor', after: '1d', for: '1d', where: { store: 1 }, factor: 1.5 },
    ],
  },
  volume: {
    customers_per_day: 60,
    store_initial_inventory_min: 2,
    store_initial_inventory_max: 12,
    store_reorder_point_min: 1,
    store_reorder_point_max: 6,
  },
})
const START = startOfDay(company, company.startDay)
const END = START + 3 * DAY
const whole = eventsUntil(simulateCompany(company), END)

test('a copy of the state, taken at any instant, leads to the same future', () => {
  fc.assert(
    fc.property(fc.integer({ min: START, max: END - 1 }), (instant) => {
      const original = simulateCompany(company)
      const before = eventsUntil(original, instant)
      const copy = deserialize(serialize(original.snapshot())) as SimulationState
      const after = eventsUntil(simulateCompany(company, copy), END)
      expect(before.length + after.length).toBe(whole.length)
      expect(after).toEqual(whole.slice(before.length))
    }),
    { numRuns: 12, examples: [[START], [START + 30 * HOUR + 1]] },
  )
})

test('steps of any length make the same history', () => {
  const steps = fc.array(fc.integer({ min: 1, max: 20 * HOUR }), { maxLength: 20 })
  fc.assert(
    fc.property(steps, fc.integer({ min: 1, max: 500 }), (lengths, limit) => {
      const { kernel } = simulateCompany(company)
      const events: typeof whole = []
      let until = START
      for (const length of [...lengths, 3 * DAY]) {
        until = Math.min(END, until + length)
        while (!kernel.advance(until, events, limit));
      }
      expect(events.length).toBe(whole.length)
      expect(events.at(-1)).toEqual(whole.at(-1))
      expect(events.every((event, index) => event.id.c === whole[index]?.id.c)).toBe(true)
    }),
    { numRuns: 8 },
  )
})
