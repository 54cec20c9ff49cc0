import type { Agent } from './agent.ts'
import type { DomainEvent, Stampable } from './domain-event.ts'
import { makeEventId } from './event-id.ts'
import { EventList } from './event-list.ts'
import { Moment } from './moment.ts'
import { type DrawKey, KeyBuilder, wordAt, wordOf } from './random.ts'
import { Source } from './source.ts'
import { agentCodeOf, type WakeUp } from './wake-up.ts'

/** Events that one wake-up may emit, reactions included: the width of its part of an event's sequence. */
const MAX_EVENTS_PER_WAKE_UP = 2 ** 24
const EVENT_ID = wordOf('event-id')

/** What the kernel runs. */
export interface KernelOptions {
  /** Root key of the run's draws. */
  readonly root: DrawKey
  readonly roster: readonly Agent[]
  /** Gives the event its stream and business date. */
  readonly place: (event: Stampable) => void
  /** Folds the event into the state that agents read. */
  readonly fold: (event: DomainEvent) => void
  /** Whose wake-ups are taken; those of others are left to another kernel. Everybody's when absent. */
  readonly owns?: (entity: number) => boolean
}

/** The kernel's own state: plain data. */
export interface KernelState {
  readonly now: number
  readonly wakeUps: readonly WakeUp[]
}

/** Discrete-event simulation: the clock jumps from wake-up to wake-up and agents turn them into events. */
export interface Kernel {
  /** The instant that everything before has been simulated. */
  readonly now: number
  /** Number of wake-ups handled so far by this kernel, and of those that are pending. */
  readonly handled: number
  readonly pending: number
  /** When the next wake-up is due; infinity when there is none. */
  readonly nextDue: number
  /**
   * Handles wake-ups due before `until`, at most `limit` of them, and appends what happens to `events` in total order.
   * Returns whether all of them are done. @throws what a handler threw, and again whenever it is asked afterwards.
   */
  advance(until: number, events: DomainEvent[], limit?: number): boolean
  /** Schedules a wake-up from outside, for the start of a run. */
  wake(kind: string, due: number, data: unknown, entity: number): void
  snapshot(): KernelState
  restore(state: KernelState): void
}

/** A kernel over a roster of agents. */
export function createKernel(options: KernelOptions): Kernel {
  return new AgentKernel(options)
}

class AgentKernel implements Kernel {
  now = 0
  handled = 0
  readonly #list = new EventList()
  readonly #moment: Moment
  readonly #wakeUps: Source<WakeUp>[] = []
  readonly #kinds: ReadonlyMap<string, number>[] = []
  readonly #reactors = new Map<string, Source<DomainEvent>>()
  readonly #options: KernelOptions
  readonly #owns: KernelOptions['owns']
  #events: DomainEvent[] = []
  #unreacted: DomainEvent[] = []
  #sequence = 0
  readonly #idKey = new KeyBuilder()
  #failure: { readonly error: unknown } | undefined

  constructor(options: KernelOptions) {
    this.#options = options
    this.#owns = options.owns
    this.#moment = new Moment(options.root, (kind, due, data, entity) => this.wake(kind, due, data, entity))
    for (const agent of options.roster) this.#enroll(agent)
  }

  get pending(): number {
    return this.#list.size
  }

  get nextDue(): number {
    return this.#list.nextDue
  }

  advance(until: number, events: DomainEvent[], limit = Number.POSITIVE_INFINITY): boolean {
    this.#refuseAfterFailure()
    this.#events = events
    for (let turns = 0; turns < limit; turns++) {
      if (this.#list.nextDue >= until) {
        this.now = until
        return true
      }
      this.#turn(this.#list.pop())
    }
    return false
  }

  wake(kind: string, due: number, data: unknown, entity: number): void {
    const number = this.#kinds[agentCodeOf(entity)]?.get(kind)
    if (number === undefined) throw new Error(`no agent with code ${agentCodeOf(entity)} handles "${kind}"`)
    if (!(due > this.#moment.now)) throw new Error(`"${kind}" is due at ${due}, which is not after ${this.#moment.now}`)
    if (this.#owns === undefined || this.#owns(entity)) this.#list.push({ due, entity, kind: number, data })
  }

  snapshot(): KernelState {
    this.#refuseAfterFailure()
    return { now: this.now, wakeUps: this.#list.toSorted() }
  }

  restore(state: KernelState): void {
    if (this.pending > 0 || this.handled > 0) throw new Error('only a fresh kernel can be restored')
    this.now = state.now
    const owns = this.#owns ?? (() => true)
    for (const wakeUp of state.wakeUps) if (owns(wakeUp.entity)) this.#list.push(wakeUp)
  }

  #refuseAfterFailure(): void {
    if (this.#failure !== undefined) throw this.#failure.error
  }

  #enroll(agent: Agent): void {
    if (this.#wakeUps[agent.code]) throw new Error(`two agents have the code ${agent.code}`)
    const wakeUps = new Source<WakeUp>()
    this.#wakeUps[agent.code] = wakeUps
    this.#kinds[agent.code] = new Map(agent.kinds.map((kind, number) => [kind, number]))
    const eventsOf = (type: string) => this.#reactorsOf(type).items
    agent.events({ wakeUps: wakeUps.items, eventsOf, moment: this.#moment }).subscribe({
      next: (event) => {
        // What is thrown here, RxJS would throw again later, beside the run.
        try {
          if (this.#failure === undefined) this.#accept(event as Stampable)
        } catch (error) {
          this.#failure = { error }
        }
      },
      error: (error: unknown) => {
        this.#failure ??= { error }
      },
    })
  }

  #reactorsOf(type: string): Source<DomainEvent> {
    const known = this.#reactors.get(type) ?? new Source<DomainEvent>()
    this.#reactors.set(type, known)
    return known
  }

  /** One wake-up: its handler, then the reactions to what it emitted, first in, first out, under the same key. */
  #turn(wakeUp: WakeUp): void {
    this.handled++
    this.#moment.begin(wakeUp)
    this.#sequence = 0
    this.#wakeUps[agentCodeOf(wakeUp.entity)].push(wakeUp)
    if (this.#unreacted.length > 0) this.#react()
    this.#refuseAfterFailure()
  }

  #react(): void {
    const unreacted = this.#unreacted
    for (let i = 0; i < unreacted.length && !this.#failure; i++)
      this.#reactors.get(unreacted[i].type)?.push(unreacted[i])
    unreacted.length = 0
  }

  #accept(event: Stampable): void {
    const { now, entity, kind } = this.#moment
    const index = this.#sequence++
    if (index === 0) this.#idKey.from(this.#moment.key).add(EVENT_ID)
    if (index === MAX_EVENTS_PER_WAKE_UP) throw new Error(`entity ${entity} emits more than ${index} events at once`)
    const word = index * 3
    event.id = makeEventId(now, wordAt(this.#idKey, word), wordAt(this.#idKey, word + 1), wordAt(this.#idKey, word + 2))
    if (event.causation === null) event.correlation = event.id
    if (event.opensSession) event.session = event.id
    event.occurredAt = now
    event.entity = entity
    event.sequence = kind * MAX_EVENTS_PER_WAKE_UP + index
    this.#options.place(event)
    this.#options.fold(event)
    this.#events.push(event)
    if (this.#reactors.has(event.type)) this.#unreacted.push(event)
  }
}
