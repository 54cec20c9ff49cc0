import { earlier, type LogPlace, type Outgoing } from '../delivery/outgoing.ts'
import type { Envelope, Enveloper } from '../wire/envelope.ts'
import { corrupted } from './corrupt.ts'
import type { Fault, FaultPlan } from './fault-plan.ts'

/** What was done to an event, as `truth_faults` tells it. */
export interface ToldFault {
  readonly eventId: string
  readonly eventType: string
  readonly kind: Fault['kind']
  readonly detail: object
}

/** Takes events on their way to the sink; a promise when there is no room left, until there is. */
export type AddEvent = (key: string, event: Outgoing) => Promise<void> | undefined

/** What an injector works with. */
export interface InjectorParts {
  readonly plan: FaultPlan
  readonly add: AddEvent
  readonly envelopeOf: Enveloper
}

interface Held {
  readonly dueAt: number
  readonly key: string
  readonly event: Outgoing
}

/** More late events than this come before their time. */
const MOST_HELD = 100_000
const MS_PER_SECOND = 1000

/** Stands before the lanes: holds back, repeats, leaves out and corrupts the events that a plan names, and tells which. */
export class FaultInjector {
  readonly #parts: InjectorParts
  /** By the time at which they are due. */
  #held: Held[] = []
  #told: ToldFault[] = []

  constructor(parts: InjectorParts) {
    this.#parts = parts
  }

  /** Events that are held back. */
  get size(): number {
    return this.#held.length
  }

  /** The place of the oldest of them in the log. */
  get oldest(): LogPlace | undefined {
    return this.#held.map(({ event }): LogPlace | undefined => event).reduce(earlier, undefined)
  }

  /** What was done since the last call. */
  take(): readonly ToldFault[] {
    return this.#told.splice(0)
  }

  add(key: string, event: Outgoing): Promise<void> | undefined {
    const released = this.#release(event.event.occurredAt)
    const fault = this.#parts.plan(event.event)
    return (fault === undefined ? this.#parts.add(key, event) : this.#inject(fault, key, event)) ?? released
  }

  /** Hands over what is due at a simulated time, though no other event may come for hours. */
  passed(time: number): void {
    void this.#release(time)
  }

  /** Hands over everything that is held back, though its time has not come. */
  releaseAll(): void {
    void this.#release(Number.POSITIVE_INFINITY)
  }

  #inject(fault: Fault, key: string, event: Outgoing): Promise<void> | undefined {
    const { add } = this.#parts
    this.#tell(fault, event)
    if (fault.kind === 'drop') return undefined
    if (fault.kind === 'corrupt') return add(key, { ...event, corruption: fault })
    if (fault.kind === 'duplicate') return Array.from({ length: fault.copies }, () => add(key, event)).at(-1)
    return this.#hold({ dueAt: event.event.occurredAt + fault.delaySeconds * MS_PER_SECOND, key, event })
  }

  #hold(held: Held): Promise<void> | undefined {
    const at = this.#held.findLastIndex(({ dueAt }) => dueAt <= held.dueAt)
    this.#held.splice(at + 1, 0, held)
    return this.#held.length > MOST_HELD ? this.#release(this.#held[0].dueAt) : undefined
  }

  #release(now: number): Promise<void> | undefined {
    let room: Promise<void> | undefined
    let count = 0
    for (; count < this.#held.length && this.#held[count].dueAt <= now; count++) {
      const { key, event } = this.#held[count]
      room = this.#parts.add(key, event) ?? room
    }
    if (count > 0) this.#held = this.#held.slice(count)
    return room
  }

  #tell(fault: Fault, { event }: Outgoing): void {
    const envelope = this.#parts.envelopeOf(event)
    const told = { eventId: envelope.id, eventType: envelope.type, kind: fault.kind }
    this.#told.push({ ...told, detail: detailOf(fault, envelope) })
  }
}

function detailOf(fault: Fault, envelope: Envelope): object {
  if (fault.kind === 'late') return { delay_seconds: fault.delaySeconds }
  if (fault.kind === 'duplicate') return { copies: fault.copies }
  return fault.kind === 'corrupt' ? { how: fault.how, field: corrupted(envelope, fault).field } : {}
}
