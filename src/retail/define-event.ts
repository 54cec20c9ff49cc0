import type { z } from 'zod'
import { type Cause, type DomainEvent, draftEvent } from '../simulation/domain-event.ts'

/** Where an event is filed: its stream, and the local business date of the place. */
export interface Place {
  readonly stream: string
  /** `YYYY-MM-DD`. */
  readonly businessDate: string
}

/** The business days that are open now, by store id and by DC id. */
export interface OpenDays {
  readonly stores: readonly Place[]
  readonly dcs: readonly Place[]
}

/** Everything that is known about one type of event; type, JSON Schema and documentation come from here. */
export interface EventDefinition<Type extends string = string, Data extends object = object> {
  readonly type: Type
  readonly schema: z.ZodType<Data>
  /** What a consumer sees; one sentence for the catalogue. */
  readonly description: string
  readonly place: (data: Data, days: OpenDays) => Place
  /** Key under which order is kept when published. */
  readonly partition: (data: Data) => string
  /** Whether the event is the last of its stream. */
  readonly endsStream?: boolean
}

/** Makes events of one type: `receiptCreated(data, cause)`; a root has no cause. */
export interface EventConstructor<Type extends string, Data extends object> {
  (data: Data, cause: Cause | null): DomainEvent<Type, Data>
  readonly definition: EventDefinition<Type, Data>
}

/** The event that a constructor makes. */
export type EventOf<Constructor> =
  Constructor extends EventConstructor<infer Type, infer Data> ? DomainEvent<Type, Data> : never

interface Details<Data> {
  readonly data: z.ZodType<Data>
  readonly description: string
  readonly place: (data: Data, days: OpenDays) => Place
  readonly partition: (data: Data) => string
  /** Whether the event is the last of its stream. */
  readonly endsStream?: boolean
  /** Whether the event opens a session of its own, such as a visit. */
  readonly opensSession?: boolean
}

/** Defines a type of event. */
export function defineEvent<const Type extends string, Data extends object>(
  type: Type,
  { data: schema, opensSession = false, ...details }: Details<Data>,
): EventConstructor<Type, Data> {
  const definition: EventDefinition<Type, Data> = { type, schema, ...details }
  return Object.assign((data: Data, cause: Cause | null) => draftEvent(type, data, cause, opensSession), { definition })
}
