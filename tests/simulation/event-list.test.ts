import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { EventList } from '../../src/simulation/event-list.ts'
import type { WakeUp } from '../../src/simulation/wake-up.ts'

/** Few values, so that ties by time, and by time and entity, are common. */
const wakeUp = fc.record({
  due: fc.integer({ min: 0, max: 6 }),
  entity: fc.integer({ min: 0, max: 4 }),
  kind: fc.integer({ min: 0, max: 3 }),
  data: fc.nat(),
})

function inOrder(pending: readonly WakeUp[]): WakeUp[] {
  return pending.toSorted((a, b) => a.due - b.due || a.entity - b.entity || a.kind - b.kind)
}

const keyOf = ({ due, entity, kind }: WakeUp) => [due, entity, kind]

test('whatever is pushed and popped, the list hands out what a sorted array would', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof({ weight: 3, arbitrary: wakeUp }, { weight: 2, arbitrary: fc.constant('pop') })),
      (steps) => {
        const list = new EventList()
        let model: WakeUp[] = []
        for (const step of steps) {
          if (typeof step !== 'string') {
            list.push(step)
            model = inOrder([...model, step])
          } else if (model.length > 0) {
            const popped = list.pop()
            expect(keyOf(popped)).toEqual(keyOf(model[0]))
            model.splice(model.indexOf(popped), 1)
          }
          expect([list.size, list.nextDue]).toEqual([model.length, model[0]?.due ?? Number.POSITIVE_INFINITY])
        }
        expect(list.toSorted().map(keyOf)).toEqual(model.map(keyOf))
        expect(new Set(list.toSorted())).toEqual(new Set(model))
      },
    ),
    { numRuns: 500 },
  )
})

test('at one instant the lesser entity comes first, and of one entity the lesser kind', () => {
  const list = new EventList()
  const pushed = [
    [5, 1, 0],
    [4, 9, 9],
    [5, 0, 2],
    [5, 0, 1],
  ] as const
  for (const [due, entity, kind] of pushed) list.push({ due, entity, kind, data: null })
  expect(pushed.map(() => keyOf(list.pop()))).toEqual([
    [4, 9, 9],
    [5, 0, 1],
    [5, 0, 2],
    [5, 1, 0],
  ])
})

test('the list grows to any size and keeps what it holds, freed places included', () => {
  const list = new EventList()
  const dues = Array.from({ length: 10_000 }, (_, i) => (i * 7919) % 10_007)
  for (const due of dues.slice(0, 1500)) list.push({ due, entity: 0, kind: 0, data: due })
  const early = Array.from({ length: 700 }, () => list.pop().data)
  for (const due of dues.slice(1500)) list.push({ due, entity: 0, kind: 0, data: due })
  const late = Array.from({ length: list.size }, () => list.pop().data)
  expect(early).toEqual(
    dues
      .slice(0, 1500)
      .toSorted((a, b) => a - b)
      .slice(0, 700),
  )
  expect([...early, ...late].toSorted((a, b) => Number(a) - Number(b))).toEqual(dues.toSorted((a, b) => a - b))
  expect(late).toEqual(late.toSorted((a, b) => Number(a) - Number(b)))
})

test('an empty list has nothing to hand out', () => {
  expect(() => new EventList().pop()).toThrow('the event list is empty')
})
