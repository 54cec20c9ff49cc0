import type { EventId } from './event-id.ts'

/** What made an event happen: its id, and the story and session that its effects inherit. Any event serves as one. */
export interface Cause {
  readonly id: EventId
  readonly correlation: EventId
  readonly session: EventId | null
}

/**
 * A domain fact. An agent makes it from a definition and a cause; the kernel stamps when and by whom it happened, and its
 * place; the recorder its revision. From then on it does not change.
 */
export interface DomainEvent<Type extends string = string, Data extends object = object> extends Cause {
  readonly type: Type
  readonly data: Data
  readonly causation: EventId | null
  readonly id: EventId
  readonly correlation: EventId
  readonly session: EventId | null
  /** Simulated time, milliseconds since the Unix epoch. */
  readonly occurredAt: number
  /** The entity whose wake-up emitted it, and which event of it this is: with `occurredAt` the total order. */
  readonly entity: number
  readonly sequence: number
  readonly stream: string
  /** Local business date of the place where it happened, `YYYY-MM-DD`. */
  readonly businessDate: string
}

/** The same event while the kernel stamps it. */
export type Stampable = { -readonly [Key in keyof DomainEvent]: DomainEvent[Key] } & {
  /** Whether this event opens a session, which its effects inherit. */
  readonly opensSession: boolean
}

const NO_ID: EventId = { ms: 0, a: 0, b: 0, c: 0 }

/** A new event that the kernel has yet to stamp. A root (no cause) opens a story of its own. */
export function draftEvent<Type extends string, Data extends object>(
  type: Type,
  data: Data,
  cause: Cause | null,
  opensSession: boolean,
): DomainEvent<Type, Data> & { readonly opensSession: boolean } {
  return {
    type,
    data,
    causation: cause === null ? null : cause.id,
    id: NO_ID,
    correlation: cause === null ? NO_ID : cause.correlation,
    session: cause === null ? null : cause.session,
    occurredAt: 0,
    entity: 0,
    sequence: 0,
    stream: '',
    businessDate: '',
    opensSession,
  }
}

/** The part of an event that its later effects need, as plain data for a snapshot. */
export function causeOf({ id, correlation, session }: Cause): Cause {
  return { id, correlation, session }
}

/** The total order of events: time, then entity, then sequence. Negative when `left` comes first. */
export function compareEvents(left: Ordered, right: Ordered): number {
  return left.occurredAt - right.occurredAt || left.entity - right.entity || left.sequence - right.sequence
}

/** What the total order goes by. */
export interface Ordered {
  readonly occurredAt: number
  readonly entity: number
  readonly sequence: number
}
