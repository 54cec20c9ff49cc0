import { setTimeout as delay } from 'node:timers/promises'
import {
  type AllStreamResolvedEvent,
  BACKWARDS,
  END,
  EventStoreDBClient,
  type JSONEventType,
  jsonEvent,
  type Position as LogPosition,
  START,
  streamNameFilter,
} from '@eventstore/db-client'
import { type Arriving, type ArrivalsOptions, arrivals } from './arrivals.ts'
import { checkedAddress } from './esdb-address.ts'
import { ConnectionLost } from './patience.ts'
import type { Appended, EventStore, Position } from './port.ts'
import type { RemoteAppend, RemoteConnection } from './remote-connection.ts'
import { decodeBase64Natively } from './protobuf-bytes.ts'
import { behind, type Checkpoint, recorded } from './remote-batches.ts'
import { isNotFound, translated } from './remote-errors.ts'
import { openRemoteStore, type RemoteStoreOptions } from './remote-store.ts'
import { toWire } from './wire-event.ts'

/** Events that wait in memory until a reader takes them. */
const READ_AHEAD = 1024
/** A filtered subscription tells of its progress after so many events that did not match. */
const CHECKPOINT_EVENTS = 32
/** A server that answers nothing for so long has lost what it was asked for; the client itself would wait without end. */
const TIMEOUT_MS = 30_000
const CLOSE_TIMEOUT_MS = 2000

decodeBase64Natively()

/** How a server is used. */
export interface EventStoreDBOptions extends Partial<RemoteStoreOptions> {
  /** How long an answer may take, milliseconds. */
  readonly timeoutMs?: number
}

/**
 * Opens the log on an EventStoreDB server: `esdb://[USER:PASSWORD@]HOST:PORT[,HOST:PORT...]?tls=false`, or `esdb+discover://`
 * for a cluster behind one name.
 * @throws RangeError for a connection string that the client does not understand; EventStoreUnavailable.
 */
export async function openEventStoreDB(url: string, options: EventStoreDBOptions = {}): Promise<EventStore> {
  const { timeoutMs = TIMEOUT_MS } = options
  const text = checkedAddress(url)
  const makeClient = () => EventStoreDBClient.connectionString(text)
  try {
    makeClient()
  } catch (error) {
    throw new RangeError((error as Error).message, { cause: error })
  }
  return openRemoteStore((limitMs) => connection(makeClient(), Math.min(timeoutMs, limitMs)), options)
}

function connection(client: EventStoreDBClient, timeoutMs: number): RemoteConnection {
  const closing = new AbortController()
  const until = (signal?: AbortSignal) =>
    signal === undefined ? closing.signal : AbortSignal.any([signal, closing.signal])
  const answers = { limitMs: timeoutMs, error: new ConnectionLost(`EventStoreDB has not answered for ${timeoutMs} ms`) }
  const ofStream = { signal: closing.signal, silence: answers }
  return {
    append: (request) => append(client, request, timeoutMs),
    async lastRevision(stream) {
      const reading = client.readStream(stream, { direction: BACKWARDS, fromRevision: END, maxCount: 1 }, {})
      for await (const [last] of found(reading, stream, { most: 1, ...ofStream })) return Number(last.event?.revision)
      return undefined
    },
    async *readStream(stream, from) {
      const reading = client.readStream(stream, { fromRevision: BigInt(from) }, { highWaterMark: READ_AHEAD })
      for await (const items of found(reading, stream, { most: READ_AHEAD, ...ofStream })) {
        yield items.map(recorded).filter((event) => event !== undefined)
      }
    },
    async *readAll(after, signal) {
      const reading = client.readAll({ fromPosition: positionOf(after) }, { highWaterMark: READ_AHEAD })
      const options = { most: READ_AHEAD, signal: until(signal), silence: answers }
      yield* behind(after, received<AllStreamResolvedEvent>(reading, options))
    },
    async *subscribe(after, { prefixes, signal, onAnswer }) {
      const filter = prefixes && streamNameFilter({ prefixes: [...prefixes], ...checkpoints(() => subscription) })
      const subscription: Arriving & Pushing = client.subscribeToAll(
        { fromPosition: positionOf(after), ...(filter && { filter }) },
        { highWaterMark: READ_AHEAD },
      )
      subscription.on('confirmation', onAnswer)
      const options = { most: READ_AHEAD, signal: until(signal) }
      yield* behind(after, received<AllStreamResolvedEvent | Checkpoint>(subscription, options))
    },
    async close() {
      closing.abort()
      await Promise.race([client.dispose().catch(() => undefined), delay(CLOSE_TIMEOUT_MS, undefined, { ref: false })])
    },
  }
}

async function append(
  client: EventStoreDBClient,
  { stream, events, expected }: RemoteAppend,
  timeoutMs: number,
): Promise<Appended> {
  const recordedAt = new Date().toISOString()
  const messages = events.map((event) => jsonEvent(toWire(event, recordedAt) as unknown as JSONEventType))
  const expectedRevision = expected === 'no-stream' ? ('no_stream' as const) : BigInt(expected)
  const appending = client.appendToStream(stream, messages, { expectedRevision })
  const silence = new AbortController()
  const silent = delay(timeoutMs, undefined, { signal: silence.signal }).then(
    () => Promise.reject(new ConnectionLost(`EventStoreDB has not answered an append for ${timeoutMs} ms`)),
    () => appending,
  )
  try {
    const { nextExpectedRevision, position } = await Promise.race([appending, silent])
    const revision = Number(nextExpectedRevision)
    return { revision, position: position?.commit ?? (await positionAt(client, stream, nextExpectedRevision)) }
  } catch (error) {
    appending.catch(() => undefined)
    throw translated(error, { stream, expected })
  } finally {
    silence.abort()
    silent.catch(() => undefined)
  }
}

/** A server may confirm an append that was made before without saying where it stands. */
async function positionAt(client: EventStoreDBClient, stream: string, fromRevision: bigint): Promise<Position> {
  for await (const { event } of client.readStream(stream, { fromRevision, maxCount: 1 })) {
    if (event?.position !== undefined) return event.position.commit
  }
  throw new ConnectionLost(`EventStoreDB has confirmed an append to ${stream} that cannot be read`)
}

interface Pushing {
  push(item: unknown): unknown
}

/** Checkpoints stand among the events in their order, so that none is told of before what precedes it is taken. */
function checkpoints(subscription: () => Pushing) {
  return {
    maxSearchWindow: CHECKPOINT_EVENTS,
    checkpointInterval: 1,
    checkpointReached: (_: unknown, checkpoint: LogPosition) => void subscription().push({ checkpoint }),
  }
}

function positionOf(after: Position | 'start'): LogPosition | typeof START {
  return after === 'start' ? START : { commit: after, prepare: after }
}

/** What arrives, until the reader leaves: then the server is told so. */
async function* received<Item>(reading: Arriving, options: ArrivalsOptions): AsyncGenerator<readonly Item[]> {
  // The client tells of failures also when nobody reads any more.
  reading.on('error', () => undefined)
  try {
    yield* arrivals<Item>(reading, options)
  } catch (error) {
    throw translated(error)
  } finally {
    const { cancel, unsubscribe } = reading as Partial<Record<'cancel' | 'unsubscribe', () => Promise<void>>>
    void (cancel ?? unsubscribe)?.call(reading).catch(() => undefined)
  }
}

/** The same of a stream; nothing when there is none. */
async function* found(
  reading: Arriving,
  stream: string,
  options: ArrivalsOptions,
): AsyncGenerator<readonly AllStreamResolvedEvent[]> {
  try {
    yield* received<AllStreamResolvedEvent>(reading, options)
  } catch (error) {
    if (!isNotFound(error)) throw translated(error, { stream })
  }
}
