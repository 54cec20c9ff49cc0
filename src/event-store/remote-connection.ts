import type { Appended, LogBatch, Position, ProposedEvent, RecordedEvent, Revision } from './port.ts'

/** A part of an append, small enough for a server. */
export interface RemoteAppend {
  readonly stream: string
  readonly events: readonly ProposedEvent[]
  readonly expected: Revision | 'no-stream'
}

/**
 * A connection to a server that can be lost at any time: then everything under way fails with `ConnectionLost`, and the caller
 * decides what to ask again. Everything else that goes wrong has the errors of the port.
 */
export interface RemoteConnection {
  /** May have happened although it fails. At most eight at a time, the first one alone. */
  append(request: RemoteAppend): Promise<Appended>
  lastRevision(stream: string): Promise<Revision | undefined>
  readStream(stream: string, from: Revision): AsyncIterable<readonly RecordedEvent[]>
  readAll(after: Position | 'start', signal?: AbortSignal): AsyncIterable<LogBatch>
  /** History, then live. */
  subscribe(
    after: Position | 'start',
    options: {
      readonly prefixes?: readonly string[] | undefined
      readonly signal?: AbortSignal
      /** Called when the server has taken the subscription. */
      readonly onAnswer: () => void
    },
  ): AsyncIterable<LogBatch>
  /** Ends what is under way; never fails. */
  close(): Promise<void>
}
