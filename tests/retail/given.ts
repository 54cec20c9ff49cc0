import { expect } from 'vitest'
import type { Company } from '../../src/retail/company.ts'
import type { OpenDays } from '../../src/retail/define-event.ts'
import { type EventsByType, type EventType, eventDefinitions, type RetailEvent } from '../../src/retail/events.ts'
import { foldEvent } from '../../src/retail/fold-event.ts'
import { stockOpened } from '../../src/retail/inventory/events.ts'
import { roster } from '../../src/retail/roster.ts'
import { openWorld, type World } from '../../src/retail/world.ts'
import { agent } from '../../src/simulation/agent.ts'
import type { DomainEvent } from '../../src/simulation/domain-event.ts'
import { createKernel, type Kernel } from '../../src/simulation/kernel.ts'
import { entityKey } from '../../src/simulation/wake-up.ts'
import { dateText } from '../../src/time/business-date.ts'
import { MINUTE } from '../../src/time/sim-time.ts'

/** Noon of the first business day in Chicago. */
export const NOON = Date.UTC(2024, 2, 4, 18)
const TELLER = 30

/** A wake-up of one of the company's agents. */
export interface Waking {
  readonly code: number
  readonly number: number
  readonly kind: string
  readonly data: unknown
  readonly at?: number
}

/** Part of an event. */
export interface Expected {
  readonly type: string
  readonly data: object
}

/** An event of this type with at least these data. */
export function happened<Type extends EventType>(type: Type, data: Partial<EventsByType[Type]['data']> = {}): Expected {
  return { type, data }
}

/** A fact: what a store (or the DC, when no store is named) holds of a product. */
export function stock({ store_id, product_id, units }: StockFact): DomainEvent {
  const node = store_id === undefined ? { store_id: null, dc_id: 1 } : { store_id, dc_id: null }
  return stockOpened({ ...node, department: 'Grocery', lines: [{ product_id, units, reorder_point: 0 }] }, null)
}

interface StockFact {
  readonly store_id?: number
  readonly product_id: number
  readonly units: number
}

/** A company after these facts, which nobody reacts to; the next events are told to it, or its agents are woken. */
export function given(company: Company, ...facts: DomainEvent[]) {
  const world = openWorld(company)
  const told: DomainEvent[] = []
  const kernel = createKernel({
    root: company.root,
    roster: [...roster(company, world), teller(told)],
    place: (event) => Object.assign(event, placeOf(event, world.days)),
    fold: (event) => foldEvent(world, event as RetailEvent, company),
  })
  for (const [index, fact] of facts.entries()) {
    foldEvent(world, { ...fact, id: { ms: 1, a: 0, b: 0, c: index } } as RetailEvent, company)
  }
  const scene = sceneOf(kernel, world)
  return {
    world,
    date: dateText(company.startDay),
    /** These events happen, one minute after the other, the first at noon. */
    when(...events: DomainEvent[]) {
      for (const [index, event] of events.entries()) {
        told.push(event)
        kernel.wake('tell', NOON + index * MINUTE, told.length - 1, entityKey(TELLER, 0))
      }
      return scene(NOON + events.length * MINUTE, told)
    },
    /** An agent is woken at noon unless said otherwise, and everything before `until` happens. */
    whenWoken(first: Waking, until = (first.at ?? NOON) + 1, ...further: readonly Waking[]) {
      for (const { code, number, kind, data, at = NOON } of [first, ...further]) {
        kernel.wake(kind, at, data, entityKey(code, number))
      }
      return scene(until, told)
    },
  }
}

function teller(told: readonly DomainEvent[]) {
  return agent('teller', TELLER, { tell: (index: number, at) => void at.emit(told[index]) })
}

function placeOf({ type, data }: { readonly type: string; readonly data: object }, days: OpenDays) {
  const definition = eventDefinitions.get(type)
  if (definition === undefined) throw new Error(`no event type ${type}`)
  return definition.place(data, days)
}

function sceneOf(kernel: Kernel, world: World) {
  return (until: number, told: readonly DomainEvent[]) => {
    const all: DomainEvent[] = []
    kernel.advance(until, all)
    const events = all.filter((event) => !told.includes(event)) as RetailEvent[]
    return {
      world,
      /** What happened because of it. */
      events,
      /** Exactly this, in this order. */
      leadsTo: (...expected: Expected[]): void => {
        expect(events.map(({ type, data }) => ({ type, data }))).toMatchObject(expected)
        expect(events).toHaveLength(expected.length)
      },
    }
  }
}
