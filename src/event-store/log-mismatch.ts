import { type EventId, eventIdText, sameEventId } from '../simulation/event-id.ts'
import type { RecordedEvent, Revision } from './port.ts'

/** The log and the simulation disagree about an event: this log was not made by this program with these settings. */
export class LogMismatch extends Error {
  override readonly name = 'LogMismatch'
  readonly stream: string
  /** Undefined when the log has no event there. */
  readonly revision: Revision | undefined
  readonly logged: EventId | undefined
  /** Undefined when the simulation has no event there. */
  readonly simulated: EventId | undefined
  constructor(place: LoggedPlace, logged: EventId | undefined, simulated: EventId | undefined) {
    const where = place.revision === undefined ? '' : ` at revision ${place.revision}`
    super(
      `${place.stream} holds ${idText(logged)}${where}, the simulation has ${idText(simulated)}: ` +
        'continue with the program and the settings that wrote this log, or start a new one',
    )
    this.stream = place.stream
    this.revision = place.revision
    this.logged = logged
    this.simulated = simulated
  }
}

interface LoggedPlace {
  readonly stream: string
  readonly revision?: Revision
}

/**
 * Compares a slice from the log with the same slice simulated again, both in their total order.
 * @throws LogMismatch naming the first difference.
 */
export function assertSameEvents(
  logged: readonly RecordedEvent[],
  simulated: ReadonlyArray<{ readonly id: EventId; readonly stream: string }>,
): void {
  for (let index = 0; index < Math.max(logged.length, simulated.length); index++) {
    const there = logged.at(index)
    const here = simulated.at(index)
    if (there !== undefined && here !== undefined && same(there, here)) continue
    throw new LogMismatch(there ?? { stream: here?.stream ?? '' }, there?.id, here?.id)
  }
}

function same(left: { id: EventId; stream: string }, right: { id: EventId; stream: string }): boolean {
  return left.stream === right.stream && sameEventId(left.id, right.id)
}

function idText(id: EventId | undefined): string {
  return id === undefined ? 'no event' : `event ${eventIdText(id)}`
}
