import type { ProposedEvent } from '../../src/event-store/port.ts'
import { type EventId, makeEventId } from '../../src/simulation/event-id.ts'

const START_MS = Date.UTC(2024, 0, 1)

/** A valid event; `number` decides its identity and its time. */
export function proposedEvent(number: number, fields: Partial<ProposedEvent> = {}): ProposedEvent {
  const id = eventIdOf(number)
  return {
    type: 'receipt_created',
    id,
    occurredAt: START_MS + number,
    businessDate: '2024-01-01',
    entity: 1,
    sequence: number,
    causation: null,
    correlation: id,
    session: null,
    data: { number },
    ...fields,
  }
}

/** `count` valid events with consecutive numbers. */
export function proposedEvents(first: number, count: number): ProposedEvent[] {
  return Array.from({ length: count }, (_, index) => proposedEvent(first + index))
}

/** A different id for every number. */
export function eventIdOf(number: number): EventId {
  return makeEventId(START_MS + number, number, Math.imul(number, 0x9e3779b1), Math.imul(number, 0x85ebca6b))
}

/** Everything that an async iterable yields. */
export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const collected: T[] = []
  for await (const item of items) collected.push(item)
  return collected
}
