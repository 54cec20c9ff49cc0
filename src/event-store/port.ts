import type { EventId } from '../simulation/event-id.ts'

/** Place of an event in its stream: 0, 1, 2, ... without gaps. */
export type Revision = number

/** Place of an event in the whole log: opaque, increasing, not dense. */
export type Position = bigint

/** Streams whose names begin so hold the bookkeeping of runs; their events are no domain events. */
export const BOOKKEEPING_PREFIX = 'run-'

/** Whether a stream holds bookkeeping. */
export function isBookkeeping(stream: string): boolean {
  return stream.startsWith(BOOKKEEPING_PREFIX)
}

/** An event that is ready to be appended. Everything in it is decided by the simulation; nothing by the store. */
export interface ProposedEvent {
  readonly type: string
  readonly id: EventId
  /** Simulated time, milliseconds since the Unix epoch. */
  readonly occurredAt: number
  /** The local business date where it happened, `YYYY-MM-DD`. */
  readonly businessDate: string
  /** The total order of events is (occurredAt, entity, sequence): which entity's wake-up emitted it (a safe integer). */
  readonly entity: number
  /** Unsigned 32-bit: which wake-up of the entity at that instant, and which event of it. */
  readonly sequence: number
  readonly causation: EventId | null
  readonly correlation: EventId
  readonly session: EventId | null
  /** JSON data in the snake_case names of the wire contract. */
  readonly data: object
}

/** An event as the log holds it. */
export interface RecordedEvent extends ProposedEvent {
  readonly stream: string
  readonly revision: Revision
  readonly position: Position
}

/** Consecutive events of one stream in a log's own form: packed beforehand, perhaps in another thread, for stores that say
 * `packedTypes`. Their bytes are valid until the append has settled. */
export interface PackedEvents {
  readonly length: number
  readonly rows: readonly PackedRow[]
  /** The events themselves, for those who need them. */
  unpack(): readonly ProposedEvent[]
}

/** Some of them. */
export interface PackedRow {
  readonly count: number
  readonly bytes: Uint8Array
}

/** The events themselves, whichever form they have. */
export function eventsOf(events: readonly ProposedEvent[] | PackedEvents): readonly ProposedEvent[] {
  return 'rows' in events ? events.unpack() : events
}

/** What an append reports: where its last event now stands. */
export interface Appended {
  readonly revision: Revision
  readonly position: Position
}

/** How a subscription or read of the whole log is narrowed. */
export interface ReadAllOptions {
  /** Only streams whose name starts with one of these; all streams when absent. */
  readonly prefixes?: readonly string[]
  /** Events may come with empty data, which some stores read faster. */
  readonly withoutData?: boolean
  readonly signal?: AbortSignal
}

/**
 * A stretch of the log in position order. `upTo` moves forward even when no event in it passed the filter: in a subscription after
 * at most a hundred others.
 */
export interface LogBatch {
  readonly events: readonly RecordedEvent[]
  readonly upTo: Position
}

/** How a read of the log by streams is narrowed. */
export interface ReadByStreamOptions {
  /** Streams whose name starts with one of these are left out. */
  readonly excludePrefixes?: readonly string[]
  readonly signal?: AbortSignal
}

/** Where events live. Every adapter passes `tests/contracts/event-store.ts`. */
export interface EventStore extends AsyncDisposable {
  /**
   * Appends all or nothing up to 900 events of at most 500,000 bytes. Beyond that a failure may leave the first of them; the same
   * append again brings the others. Appending exactly the same events again at the same place succeeds and changes nothing.
   * Events as objects belong to the log from then on: nobody changes them, and a store may complete them to recorded events.
   * Packed events are read before the append settles, and not afterwards.
   * @throws WrongExpectedRevision when the stream is not where the writer left it.
   * @throws AppendTooLarge beyond 1,000,000 events or 64 MiB, or for one event of more than 900,000 bytes where a server takes
   * no larger ones; RangeError for no events at all.
   */
  append(
    stream: string,
    events: readonly ProposedEvent[] | PackedEvents,
    expected: Revision | 'no-stream',
  ): Promise<Appended>
  /**
   * The names of event types by the code that packed events have for them in this log: those that it knows, and `types`.
   * Stores that take packed events as they are offer it; others unpack them.
   */
  packedTypes?(types: readonly string[]): readonly string[]
  /** Oldest first; a stream that does not exist is empty. */
  readStream(stream: string, from?: Revision): AsyncIterable<RecordedEvent>
  /** Batches in position order, everything after `after` that is in the log now. */
  readAll(after: Position | 'start', options?: ReadAllOptions): AsyncIterable<LogBatch>
  /** As `readAll`, then live, until aborted. History and live meet without gap or repetition. */
  subscribe(after: Position | 'start', options?: ReadAllOptions): AsyncIterable<LogBatch>
  /** Stream names in code-point order. */
  listStreams(prefix: string): AsyncIterable<string>
  /**
   * Batches of the whole log, stream by stream in code-point order of their names, each oldest first. Stores offer it
   * when it is faster than `listStreams` and `readStream`.
   */
  readEverythingByStream?(options?: ReadByStreamOptions): AsyncIterable<readonly RecordedEvent[]>
  /** The last revision of a stream, or undefined when it does not exist. */
  revisionOf(stream: string): Promise<Revision | undefined>
}

/** The stream is not where the writer left it. */
export class WrongExpectedRevision extends Error {
  override readonly name = 'WrongExpectedRevision'
  readonly stream: string
  readonly expected: Revision | 'no-stream'
  readonly actual: Revision | 'no-stream'
  constructor(stream: string, expected: Revision | 'no-stream', actual: Revision | 'no-stream') {
    super(
      `stream ${stream} is at revision ${actual}, not at ${expected}: somebody else writes there. Wait until that ends, and run the same command again`,
    )
    this.stream = stream
    this.expected = expected
    this.actual = actual
  }
}

/** One append exceeds what the store takes at once. */
export class AppendTooLarge extends Error {
  override readonly name = 'AppendTooLarge'
}

/** The store cannot be reached or used now; the message says what to do. */
export class EventStoreUnavailable extends Error {
  override readonly name = 'EventStoreUnavailable'
}
