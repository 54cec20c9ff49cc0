import { merge, Observable, type OperatorFunction } from 'rxjs'
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
      merge(
        wakeUps.pipe(acting(moment, (wakeUp) => byKind[wakeUp.kind](wakeUp.data as never, moment))),
        ...Object.entries(reactions).map(([type, react]) =>
          eventsOf(type).pipe(acting(moment, (event) => react(event as never, moment))),
        ),
      ),
  }
}

/** Runs `act` for every item; what it emits at the moment becomes the output, what it throws the output's error. */
function acting<Item>(moment: Moment, act: (item: Item) => void): OperatorFunction<Item, DomainEvent> {
  return (source) =>
    new Observable<DomainEvent>((out) =>
      source.subscribe({
        next: (item) => {
          moment.speakTo(out)
          try {
            act(item)
          } catch (error) {
            out.error(error)
          }
        },
        error: (error) => out.error(error),
        complete: () => out.complete(),
      }),
    )
}
