import { Observable, type Observer, type Subscriber } from 'rxjs'
import type { DomainEvent } from './domain-event.ts'
import type { Moment } from './moment.ts'
import type { WakeUp } from './wake-up.ts'

/** Turns a wake-up's data into events and further wake-ups. */
export type Handler = (data: never, at: Moment) => void

/** Turns an event of the company into further events, at the same instant. */
export type Reaction = (event: never, at: Moment) => void

/** What flows into an agent. */
export interface AgentInputs {
  readonly wakeUps: Observable<WakeUp>
  /** The company's events of one type, as they happen. */
  readonly eventsOf: (type: string) => Observable<DomainEvent>
  readonly moment: Moment
}

/** Part of the company that acts: an Observable of events over its wake-ups and the events that it reacts to. */
export interface Agent {
  readonly name: string
  /** 0 .. 31, unique; part of its entities' keys and so of the order of simultaneous events. */
  readonly code: number
  /** Handler names; the place in the list is the wake-up's kind, and orders wake-ups of an entity at one instant. */
  readonly kinds: readonly string[]
  readonly events: (inputs: AgentInputs) => Observable<DomainEvent>
}

/** An agent from its handlers (by kind, in the order in which they run at one instant) and reactions (by event type). */
export function agent(
  name: string,
  code: number,
  handlers: Readonly<Record<string, Handler>>,
  reactions: Readonly<Record<string, Reaction>> = {},
): Agent {
  const byKind = Object.values(handlers)
  return {
    name,
    code,
    kinds: Object.keys(handlers),
    events: ({ wakeUps, eventsOf, moment }) =>
      new Observable<DomainEvent>((out) => {
        const acting = <Item>(source: Observable<Item>, act: (item: Item) => void) =>
          out.add(source.subscribe(actor(moment, out, act)))
        acting(wakeUps, (wakeUp) => byKind[wakeUp.kind](wakeUp.data as never, moment))
        for (const [type, react] of Object.entries(reactions)) {
          acting(eventsOf(type), (event) => react(event as never, moment))
        }
      }),
  }
}

/** Does `act` for every item; what it emits at the moment goes to `out`, and so does what it throws, as an error. */
function actor<Item>(moment: Moment, out: Subscriber<DomainEvent>, act: (item: Item) => void): Partial<Observer<Item>> {
  return {
    next(item) {
      moment.speakTo(out)
      try {
        act(item)
      } catch (error) {
        out.error(error)
      }
    },
    error: (error) => out.error(error),
  }
}
