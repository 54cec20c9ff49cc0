import { describe, expect, test } from 'vitest'
import { type Agent, agent } from '../../src/simulation/agent.ts'
import { causeOf, type DomainEvent, draftEvent } from '../../src/simulation/domain-event.ts'
import { createKernel, type KernelOptions } from '../../src/simulation/kernel.ts'
import type { Moment } from '../../src/simulation/moment.ts'
import { rootKey } from '../../src/simulation/root-key.ts'
import { entityKey } from '../../src/simulation/wake-up.ts'

const LUCK = 77

function kernelOf(roster: readonly Agent[], options: Partial<KernelOptions> = {}) {
  return createKernel({ root: rootKey(1), roster, place() {}, fold() {}, ...options })
}

/** Emits an event of this type with these data, caused by nothing unless said otherwise. */
function say(at: Moment, type: string, data: object = {}, cause: DomainEvent | null = null): DomainEvent {
  return at.emit(draftEvent(type, data, cause, false))
}

/** What happens before instant 1000, as types. */
function story(kernel: ReturnType<typeof kernelOf>): DomainEvent[] {
  const events: DomainEvent[] = []
  kernel.advance(1000, events)
  return events
}

const types = (events: readonly DomainEvent[]) => events.map(({ type }) => type)

describe('an event is stamped', () => {
  test('with the instant, the entity, its place and a sequence that orders what an entity emits at once', () => {
    const kernel = kernelOf([
      agent('one', 1, {
        first: (_: null, at) => [say(at, 'a'), say(at, 'b')],
        second: (_: null, at) => [say(at, 'c')],
      }),
    ])
    kernel.wake('second', 5, null, entityKey(1, 9))
    kernel.wake('first', 5, null, entityKey(1, 9))
    const events = story(kernel)
    expect(events.map(({ type, occurredAt, entity, sequence }) => [type, occurredAt, entity, sequence])).toEqual([
      ['a', 5, entityKey(1, 9), 0],
      ['b', 5, entityKey(1, 9), 1],
      ['c', 5, entityKey(1, 9), 2 ** 24],
    ])
  })

  test('before it is folded and before anybody reacts to it', () => {
    const seen: string[] = []
    const kernel = kernelOf(
      [
        agent('speaker', 1, { speak: (_: null, at) => [say(at, 'said')] }),
        agent('hearer', 2, {}, { said: (event: DomainEvent) => void seen.push(`reacted ${event.stream}`) }),
      ],
      {
        place: (event) => Object.assign(event, { stream: 'here-1', businessDate: '2024-01-01' }),
        fold: ({ stream, businessDate, id }) => void seen.push(`folded ${stream} ${businessDate} ${id.ms}`),
      },
    )
    kernel.wake('speak', 5, null, entityKey(1, 0))
    story(kernel)
    expect(seen).toEqual(['folded here-1 2024-01-01 5', 'reacted here-1'])
  })

  test('with cause, story and session; a root opens a story, and a session when its definition says so', () => {
    const kernel = kernelOf([
      agent('one', 1, {
        go(_: null, at) {
          const visit = at.emit(draftEvent('visit', {}, null, true))
          const receipt = say(at, 'receipt', {}, visit)
          at.emit(draftEvent('line', {}, causeOf(receipt), false))
          say(at, 'other root')
        },
      }),
    ])
    kernel.wake('go', 5, null, entityKey(1, 0))
    const [visit, receipt, line, other] = story(kernel) as [DomainEvent, DomainEvent, DomainEvent, DomainEvent]
    expect([visit.causation, visit.correlation, visit.session]).toEqual([null, visit.id, visit.id])
    expect([receipt.causation, receipt.correlation, receipt.session]).toEqual([visit.id, visit.id, visit.id])
    expect([line.causation, line.correlation, line.session]).toEqual([receipt.id, visit.id, visit.id])
    expect([other.causation, other.correlation, other.session]).toEqual([null, other.id, null])
  })
})

describe('reactions', () => {
  test('run first in, first out after the handler, with its instant, entity and draws', () => {
    const order: string[] = []
    const lucks = new Set<number>()
    const note = (name: string, at: Moment) => {
      order.push(`${name} at ${at.now} as ${at.entityNumber}`)
      lucks.add(at.draws(LUCK).word())
    }
    const kernel = kernelOf([
      agent('speaker', 1, {
        speak(_: null, at) {
          say(at, 'a')
          say(at, 'b')
          note('handler', at)
        },
      }),
      agent(
        'hearer',
        2,
        {},
        {
          a(event: DomainEvent, at) {
            note('a', at)
            say(at, 'a effect', {}, event)
          },
          b: (_: DomainEvent, at) => note('b', at),
          'a effect': (_: DomainEvent, at) => note('a effect', at),
        },
      ),
      agent('other hearer', 3, {}, { a: (_: DomainEvent, at) => note('a again', at) }),
    ])
    kernel.wake('speak', 5, null, entityKey(1, 7))
    const events = story(kernel)
    expect(order).toEqual(['handler', 'a', 'a again', 'b', 'a effect'].map((name) => `${name} at 5 as 7`))
    expect(types(events)).toEqual(['a', 'b', 'a effect'])
    expect(new Set(events.map(({ entity }) => entity))).toEqual(new Set([entityKey(1, 7)]))
    expect(lucks.size).toBe(1)
  })

  test('happen to events of their type alone, also of their own agent', () => {
    const kernel = kernelOf([
      agent(
        'counter',
        1,
        { count: (_: null, at) => [say(at, 'one')] },
        { one: (event: DomainEvent, at) => [say(at, 'two', {}, event)] },
      ),
    ])
    kernel.wake('count', 5, null, entityKey(1, 0))
    kernel.wake('count', 6, null, entityKey(1, 0))
    expect(types(story(kernel))).toEqual(['one', 'two', 'one', 'two'])
  })
})

describe('wake-ups', () => {
  test('go to the agent, entity and handler that they name, with their data, in order of time', () => {
    const seen: unknown[] = []
    const handler = (name: string) => (data: unknown, at: Moment) =>
      void seen.push([name, at.now, at.entityNumber, data])
    const kernel = kernelOf([
      agent('a', 1, { x: handler('a.x'), y: handler('a.y') }),
      agent('b', 0, { x: handler('b.x') }),
    ])
    kernel.wake('x', 5, { n: 1 }, entityKey(1, 2))
    kernel.wake('y', 4, 'data', entityKey(1, 2))
    kernel.wake('x', 5, null, entityKey(0, 3))
    story(kernel)
    expect(seen).toEqual([
      ['a.y', 4, 2, 'data'],
      ['b.x', 5, 3, null],
      ['a.x', 5, 2, { n: 1 }],
    ])
    expect([kernel.handled, kernel.pending, kernel.nextDue, kernel.now]).toEqual([3, 0, Number.POSITIVE_INFINITY, 1000])
  })

  test('draw other luck at another instant, for another entity and for another kind', () => {
    const lucks: number[] = []
    const draw = (_: null, at: Moment) => void lucks.push(at.draws(LUCK).word(), at.draws(LUCK, 1).word())
    const kernel = kernelOf([agent('a', 1, { x: draw, y: draw })])
    for (const due of [5, 6]) for (const number of [0, 1]) kernel.wake('x', due, null, entityKey(1, number))
    kernel.wake('y', 5, null, entityKey(1, 0))
    story(kernel)
    expect(new Set(lucks).size).toBe(10)
  })

  test.each([
    ['at the present instant', 0],
    ['in the past', -1],
    ['at no instant', Number.NaN],
  ])('cannot be %s', (_, ahead) => {
    const kernel = kernelOf([agent('a', 1, { x: (_: null, at) => at.wake('x', at.now + ahead) })])
    kernel.wake('x', 5, null, entityKey(1, 0))
    expect(() => story(kernel)).toThrow(`"x" is due at ${5 + ahead}, which is not after 5`)
  })

  test('cannot be of a kind that the agent does not handle, or of an agent that is not there', () => {
    const kernel = kernelOf([agent('a', 1, { x: (_: null, at) => at.wake('walk', at.now + 1) })])
    kernel.wake('x', 5, null, entityKey(1, 0))
    expect(() => kernel.wake('walk', 5, null, entityKey(1, 0))).toThrow('no agent with code 1 handles "walk"')
    expect(() => kernel.wake('x', 5, null, entityKey(2, 0))).toThrow('no agent with code 2 handles "x"')
    expect(() => story(kernel)).toThrow('no agent with code 1 handles "walk"')
  })
})
