import { ConnectionLost, type Patience } from './patience.ts'

import {
  type EventStore,
  EventStoreUnavailable,
  type LogBatch,
  type Position,
  type ReadAllOptions,
  type ReadByStreamOptions,
  type RecordedEvent,
} from './port.ts'
import type { RemoteConnection } from './remote-connection.ts'

/** Streams of which the first events are fetched while those of another are read. */
const STREAMS_AHEAD = 8
/** Short streams are gathered until a batch holds this many events. */
const MIN_BATCH_EVENTS = 2048

type RemoteReads = Omit<EventStore, 'append' | 'packedTypes' | typeof Symbol.asyncDispose> &
  Required<Pick<EventStore, 'readEverythingByStream'>>

interface ReadParts {
  /** Of a new read. */
  readonly patience: () => Patience
  readonly closing: AbortSignal
}

/** Reads that go on where they were when the connection is there again. */
export function createRemoteReads(connection: RemoteConnection, parts: ReadParts): RemoteReads {
  const resuming = <Item, Place>(reading: Resumable<Item, Place>) => resumed(reading, parts)
  const readStream = (stream: string, from = 0) =>
    resuming<readonly RecordedEvent[], number>({
      from,
      read: (place) => connection.readStream(stream, place),
      behind: (events, place) => (events.at(-1)?.revision ?? place - 1) + 1,
    })
  const readAll = (after: Position | 'start', { prefixes, signal }: ReadAllOptions = {}) => {
    const until = untilEither(signal, parts.closing)
    const read = (place: Position | 'start') => connection.readAll(place, until)
    return narrowed(resuming<LogBatch, Position | 'start'>({ from: after, read, behind: endOf, signal }), prefixes)
  }
  const listStreams = (prefix: string) => namesIn(readAll('start'), prefix)
  return {
    async *readStream(stream, from) {
      for await (const events of readStream(stream, from)) yield* events
    },
    readAll,
    subscribe: (after, { prefixes, signal } = {}) =>
      resuming<LogBatch, Position | 'start'>({
        from: after,
        read: (place, onAnswer) =>
          connection.subscribe(place, { prefixes, signal: untilEither(signal, parts.closing), onAnswer }),
        behind: endOf,
        signal,
        isLive: true,
      }),
    listStreams,
    readEverythingByStream: (options = {}) => byStream(listStreams(''), readStream, options),
    revisionOf: (stream) => persistently(() => connection.lastRevision(stream), parts),
  }
}

/** Asks until there is an answer. */
async function persistently<Answer>(ask: () => Promise<Answer>, { patience, closing }: ReadParts): Promise<Answer> {
  const own = patience()
  for (;;) {
    try {
      const answer = await ask()
      if (closing.aborted) throw new EventStoreUnavailable('the event store is closed')
      return answer
    } catch (error) {
      if (!(error instanceof ConnectionLost) || closing.aborted) throw error
      await own.wait(error, closing)
    }
  }
}

function endOf({ upTo }: LogBatch): Position {
  return upTo
}

/** Something that is read in order, and how to go on behind what has been read. */
interface Resumable<Item, Place> {
  readonly from: Place
  readonly read: (place: Place, onAnswer: () => void) => AsyncIterable<Item>
  readonly behind: (item: Item, place: Place) => Place
  readonly signal?: AbortSignal | undefined
  /** Goes on when the server ends it. */
  readonly isLive?: boolean
}

async function* resumed<Item, Place>(
  { from, read, behind, signal, isLive = false }: Resumable<Item, Place>,
  { patience: makePatience, closing }: ReadParts,
): AsyncGenerator<Item> {
  const patience = makePatience()
  const isOver = () => signal?.aborted === true || closing.aborted
  for (let place = from; !isOver(); ) {
    try {
      for await (const item of read(place, () => patience.succeeded())) {
        if (isOver()) return
        patience.succeeded()
        place = behind(item, place)
        yield item
      }
      if (!isLive || isOver()) return
      throw new ConnectionLost('EventStoreDB has ended a subscription')
    } catch (error) {
      if (isOver()) return
      if (!(error instanceof ConnectionLost)) throw error
      await patience.wait(error, untilEither(signal, closing))
    }
  }
}

function untilEither(signal: AbortSignal | undefined, closing: AbortSignal): AbortSignal {
  return signal === undefined ? closing : AbortSignal.any([signal, closing])
}

/** Servers do not narrow a read. */
async function* narrowed(
  batches: AsyncIterable<LogBatch>,
  prefixes: readonly string[] | undefined,
): AsyncGenerator<LogBatch> {
  for await (const { events, upTo } of batches) {
    const passes = ({ stream }: RecordedEvent) => prefixes?.some((prefix) => stream.startsWith(prefix)) ?? true
    yield { events: prefixes === undefined ? events : events.filter(passes), upTo }
  }
}

/** A server has no list of its streams: every one begins with an event of revision 0. */
async function* namesIn(batches: AsyncIterable<LogBatch>, prefix: string): AsyncGenerator<string> {
  const names: string[] = []
  for await (const { events } of batches) {
    for (const { stream, revision } of events) if (revision === 0 && stream.startsWith(prefix)) names.push(stream)
  }
  // UTF-16 and code points have another order only where there are surrogates.
  const isOther = names.some((name) => /[\ud800-\udfff]/.test(name))
  yield* isOther ? names.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))) : names.toSorted()
}

async function* byStream(
  names: AsyncIterable<string>,
  read: (stream: string) => AsyncGenerator<readonly RecordedEvent[]>,
  { excludePrefixes = [], signal }: ReadByStreamOptions,
): AsyncGenerator<readonly RecordedEvent[]> {
  let batch: RecordedEvent[] = []
  for await (const events of inOrder(wanted(names, excludePrefixes), read)) {
    if (signal?.aborted) return
    batch = batch.concat(events)
    if (batch.length < MIN_BATCH_EVENTS) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

async function* wanted(names: AsyncIterable<string>, excluded: readonly string[]): AsyncGenerator<string> {
  for await (const name of names) if (!excluded.some((prefix) => name.startsWith(prefix))) yield name
}

/** The streams one behind the other; a few are begun before it is their turn. */
async function* inOrder(
  names: AsyncIterable<string>,
  read: (stream: string) => AsyncGenerator<readonly RecordedEvent[]>,
): AsyncGenerator<readonly RecordedEvent[]> {
  const begun: Array<ReturnType<typeof begin>> = []
  const rest = async function* ({ reading, first }: ReturnType<typeof begin>) {
    const { value, done } = await first
    if (done === true) return
    yield value
    yield* reading
  }
  try {
    for await (const name of names) {
      begun.push(begin(read(name)))
      if (begun.length > STREAMS_AHEAD) yield* rest(begun.shift() as ReturnType<typeof begin>)
    }
    for (let next = begun.shift(); next !== undefined; next = begun.shift()) yield* rest(next)
  } finally {
    for (const { reading } of begun) void reading.return(undefined).catch(() => undefined)
  }
}

function begin(reading: AsyncGenerator<readonly RecordedEvent[]>) {
  const first = reading.next()
  // Told when it is this stream's turn.
  first.catch(() => undefined)
  return { reading, first }
}
