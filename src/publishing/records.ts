import type { ToldFault } from './faults/fault-injector.ts'
import type { Position } from '../event-store/port.ts'

/** How far a publisher has come: to the end of a slice, and so many events of the next, in the total order. */
export interface PublishedPlace {
  readonly position: Position | 'start'
  /** Number of that slice, 0 for none. */
  readonly slice: number
  readonly eventsDone: number
}

/** An event that a sink never took, with the reason. */
export interface DeadLetter {
  readonly eventId: string
  readonly eventType: string
  readonly partitionKey: string
  readonly envelope: string
  readonly reason: string
}

/** What survives a publisher, for one sink and one log. */
export interface PublisherRecords {
  /** Undefined for a sink that nothing was published to. */
  place(): Promise<PublishedPlace | undefined>
  /** Keeps what was done on purpose to events before the place, with the place. @throws PublisherMoved when another process has moved it since. */
  savePlace(place: PublishedPlace, faults?: readonly ToldFault[]): Promise<void>
  /** Returns when it would survive a crash; the same event once more changes its reason. */
  keepDeadLetter(letter: DeadLetter): Promise<void>
  /** Oldest first. */
  deadLetters(): Promise<readonly DeadLetter[]>
  forgetDeadLetter(eventId: string): Promise<void>
}

/** Another process publishes the same log to the same sink. */
export class PublisherMoved extends Error {
  override readonly name = 'PublisherMoved'
}
