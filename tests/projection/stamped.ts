import type { DomainEvent } from '../../src/simulation/domain-event.ts'
import { type EventId, makeEventId } from '../../src/simulation/event-id.ts'
import { isoTime } from '../../src/time/iso-time.ts'

export const START_MS = Date.UTC(2024, 0, 15, 14)

/** The instant of event `number`. */
export function at(number: number): string {
  return isoTime(START_MS + number)
}

/** A different id for every number, in the order of numbers. */
export function idOf(number: number): EventId {
  return makeEventId(START_MS + number, number, Math.imul(number, 0x9e3779b1), Math.imul(number, 0x85ebca6b))
}

/** The draft as the kernel would stamp it; `number` decides time and identity. */
export function stamped<Type extends string, Data extends object>(
  draft: DomainEvent<Type, Data>,
  number: number,
): DomainEvent<Type, Data> {
  const id = idOf(number)
  return {
    ...draft,
    id,
    correlation: draft.causation === null ? id : draft.correlation,
    occurredAt: START_MS + number,
    entity: 1,
    sequence: number,
    stream: 'storeDay-1_2024-01-15',
    businessDate: '2024-01-15',
  }
}

/** Cause number `number`, of the story and session that event 1 opened. */
export function causedBy(number: number) {
  return { id: idOf(number), correlation: idOf(1), session: idOf(1) }
}
