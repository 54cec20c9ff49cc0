import type { RecordedEvent } from '../../event-store/port.ts'
import type { Finding, LawTitle } from '../report.ts'
import type { RecentEvents } from './recent-events.ts'

/** Reads the whole log from its beginning; without the events' data it is faster. */
export type ReadLog = (options?: { readonly withoutData?: boolean }) => AsyncIterable<readonly RecordedEvent[]>

/** A law that is held against every event in the order of the log, in bounded memory. */
export interface LogLaw extends LawTitle {
  readonly start: (reading: Reading) => LogFold
}

/** What the folds of one reading share. */
export interface Reading {
  readonly readLog: ReadLog
  /** The latest events, the one at hand included. */
  readonly recent: RecentEvents
}

/** One reading of the log. */
export interface LogFold {
  /** `isNew` is false when a recent event has the same id. */
  add(event: RecordedEvent, isNew: boolean): void
  /** Called between batches, for what has to wait. */
  settle?(): Promise<void>
  end(): Promise<Finding> | Finding
}

/** Names an event for a reader: where it is and what it is. */
export function eventName({ stream, revision, type }: RecordedEvent): string {
  return `${stream}@${revision} ${type}`
}
