import { deserialize, serialize } from 'node:v8'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareEvents, type DomainEvent } from '../../src/simulation/domain-event.ts'
import { eventIdText } from '../../src/simulation/event-id.ts'
import { rootKey } from '../../src/simulation/root-key.ts'
import { eventsBefore, type ToySnapshot, toyWorld } from './toy-world.ts'

const END = 200
const seed = fc.nat()
const walkers = fc.integer({ min: 1, max: 12 })

test('events come in the total order, each in a place and with an id of its own', () => {
  fc.assert(
    fc.property(seed, walkers, (from, count) => {
      const events = eventsBefore(toyWorld(count, rootKey(from)), END)
      expect(events.length).toBeGreaterThan(count * 20)
      for (const [index, event] of events.slice(1).entries()) {
        expect(compareEvents(events[index], event)).toBeLessThan(0)
      }
      expect(new Set(events.map(({ id }) => eventIdText(id))).size).toBe(events.length)
      expect(events.every(({ id, occurredAt }) => id.ms === occurredAt)).toBe(true)
    }),
    { numRuns: 40 },
  )
})

test('it does not matter in how many steps, and in how small portions, time is advanced', () => {
  const steps = fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 30 })
  fc.assert(
    fc.property(seed, walkers, steps, fc.integer({ min: 1, max: 50 }), (from, count, lengths, limit) => {
      const whole = eventsBefore(toyWorld(count, rootKey(from)), END)
      const { kernel } = toyWorld(count, rootKey(from))
      const sliced: DomainEvent[] = []
      for (const length of [...lengths, END]) {
        const until = Math.min(END, kernel.now + length)
        while (!kernel.advance(until, sliced, limit));
        expect(kernel.now).toBe(until)
        expect(kernel.nextDue).toBeGreaterThanOrEqual(until)
      }
      expect(sliced).toEqual(whole)
    }),
    { numRuns: 40 },
  )
})

test('a snapshot taken at any instant leads to the same future', () => {
  fc.assert(
    fc.property(seed, walkers, fc.integer({ min: 0, max: END }), (from, count, instant) => {
      const original = toyWorld(count, rootKey(from))
      eventsBefore(original, instant)
      const copy = deserialize(serialize(original.snapshot())) as ToySnapshot
      const restored = toyWorld(count, rootKey(from), copy)
      expect([restored.kernel.now, restored.kernel.pending]).toEqual([original.kernel.now, original.kernel.pending])
      expect(eventsBefore(restored, END)).toEqual(eventsBefore(original, END))
      expect(restored.snapshot()).toEqual(original.snapshot())
    }),
    { numRuns: 40 },
  )
})

const history = (from: number) => eventsBefore(toyWorld(5, rootKey(from)), END)

test('the same seed is the same history, another seed another', () => {
  expect(history(1)).toEqual(history(1))
  expect(history(1)).not.toEqual(history(2))
})

function luckOf(count: number) {
  return eventsBefore(toyWorld(count), END)
    .filter(({ type, data }) => type === 'stepped' && (data as { walker: number }).walker < 4)
    .map(({ id, data }) => [id, data])
}

test('one more entity changes no luck of the others', () => {
  expect(luckOf(9)).toEqual(luckOf(4))
})
