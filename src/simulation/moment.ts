import type { Subscriber } from 'rxjs'
import type { DomainEvent } from './domain-event.ts'
import { type DrawKey, Draws, KeyBuilder } from './random.ts'
import { entityNumberOf, type WakeUp } from './wake-up.ts'

/** What schedules a wake-up: the kernel's list behind names. */
export type Schedule = (kind: string, due: number, data: unknown, entity: number) => void

/**
 * The present instant, as a handler sees it: what time it is, whose turn, draws, and the two things that a handler can do
 * (emit an event now, wake somebody later). One object serves a whole run; it is valid only while the handler runs.
 */
export class Moment {
  /** Simulated time, milliseconds since the Unix epoch. */
  now = 0
  /** Key of the entity that was woken. */
  entity = 0
  kind = 0
  readonly #root: DrawKey
  readonly #key = new KeyBuilder()
  readonly #purposeKey = new KeyBuilder()
  #out: Subscriber<DomainEvent> | undefined
  readonly #schedule: Schedule

  constructor(root: DrawKey, schedule: Schedule) {
    this.#root = root
    this.#schedule = schedule
  }

  /** The entity's number within its agent. */
  get entityNumber(): number {
    return entityNumberOf(this.entity)
  }

  /** The key under which this wake-up draws: seed, entity, due time and kind. It changes with the next wake-up. */
  get key(): DrawKey {
    return this.#key
  }

  /** Records a fact at this instant. */
  emit<E extends DomainEvent>(event: E): E {
    this.#out?.next(event)
    return event
  }

  /** Wakes `entity` (this one when left out) at `due`, which lies at least a millisecond ahead. */
  wake(kind: string, due: number, data: unknown = null, entity = this.entity): void {
    this.#schedule(kind, due, data, entity)
  }

  /**
   * The draws of this wake-up for one purpose (`wordOf` of its name). `sub` tells apart several of the same purpose, for
   * example lines of a basket; without it a purpose is taken once per wake-up.
   */
  draws(purpose: number, sub = 0): Draws {
    return new Draws(this.#purposeKey.from(this.#key).add(purpose).add(sub))
  }

  /** The kernel turns to this wake-up. */
  begin(wakeUp: WakeUp): void {
    this.now = wakeUp.due
    this.entity = wakeUp.entity
    this.kind = wakeUp.kind
    this.#key.from(this.#root).addWide(wakeUp.entity).addWide(wakeUp.due).add(wakeUp.kind)
  }

  /** From now on, emitted events go to this agent's output. */
  speakTo(out: Subscriber<DomainEvent>): void {
    this.#out = out
  }
}
