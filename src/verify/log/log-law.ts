import type { RecordedEvent } from '../../event-store/port.ts'
import type { Finding, LawTitle } from '../report.ts'

/** Reads the whole log from its beginning. */
export type ReadLog = () => AsyncIterable<readonly RecordedEvent[]>

/** A law that is held against every event in the order of the log, in bounded memory. */
export interface LogLaw extends LawTitle {
  readonly start: (readLog: ReadLog) => LogFold
}

/** One reading of the log. */
export interface LogFold {
  add(event: RecordedEvent): void
  /** Called between batches, for what has to wait. */
  settle?(): Promise<void>
  end(): Promise<Finding> | Finding
}

/** Names an event for a reader: where it is and what it is. */
export function eventName({ stream, revision, type }: RecordedEvent): string {
  return `${stream}@${revision} ${type}`
}

/** Streams of this category hold the bookkeeping of runs. */
export const BOOKKEEPING = 'run-'
