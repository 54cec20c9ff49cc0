import type { DatabaseSync } from 'node:sqlite'
import { setImmediate as turn } from 'node:timers/promises'
import { watchForeignCommits } from './foreign-commits.ts'
import type { LogRows } from './log-rows.ts'
import type { EventStore, LogBatch, Position, ReadAllOptions, ReadByStreamOptions, RecordedEvent } from './port.ts'
import type { Follower, Tip } from './tip.ts'

/** Short streams are gathered until a batch holds this many events. */
const MIN_BATCH_EVENTS = 2048

/** The reading half of the port. */
export type LogReads = Pick<EventStore, 'readStream' | 'readAll' | 'subscribe' | 'listStreams' | 'revisionOf'> &
  Required<Pick<EventStore, 'readEverythingByStream'>>

/** What reading an embedded log needs. */
export interface ReadParts {
  readonly database: DatabaseSync
  readonly rows: LogRows
  readonly tip: Tip
  /** Runs a query with the port's errors. */
  readonly guarded: <T>(query: () => T) => T
  readonly isClosed: () => boolean
}

/** Reads in short queries with a turn of the event loop after each, so that others get on meanwhile. */
export function createLogReads(parts: ReadParts): LogReads {
  const { rows, guarded } = parts
  const watch = watchForeignCommits(parts)
  return {
    readStream: (stream, from = 0) => readStream(parts, stream, from),
    readAll: (after, options = {}) => readAll(parts, placeOf(after), options),
    subscribe: (after, options = {}) => subscribe({ ...parts, watch }, placeOf(after), options),
    readEverythingByStream: (options = {}) => readEverythingByStream(parts, options),
    listStreams: (prefix) => listStreams(parts, prefix),
    revisionOf: async (stream) => guarded(() => rows.headOf(stream)?.revision),
  }
}

function placeOf(after: Position | 'start'): number {
  if (after === 'start') return 0
  if (after < 0n || after > BigInt(Number.MAX_SAFE_INTEGER))
    throw new RangeError(`position ${after} is not of this log`)
  return Number(after)
}

async function* readStream({ rows, guarded }: ReadParts, stream: string, from: number): AsyncGenerator<RecordedEvent> {
  for (let next = from; ; ) {
    const events = guarded(() => rows.streamFrom(stream, next))
    if (events.length === 0) return
    yield* events
    next += events.length
    await turn()
  }
}

async function* listStreams({ rows, guarded }: ReadParts, prefix: string): AsyncGenerator<string> {
  for (let after = ''; ; ) {
    const names = guarded(() => rows.namesAfter(after, prefix))
    const last = names.at(-1)
    if (last === undefined) return
    yield* names
    after = last
  }
}

async function* readEverythingByStream(
  parts: ReadParts,
  { excludePrefixes = [], signal }: ReadByStreamOptions,
): AsyncGenerator<readonly RecordedEvent[]> {
  let batch: RecordedEvent[] = []
  for await (const stream of listStreams(parts, '')) {
    if (excludePrefixes.some((prefix) => stream.startsWith(prefix))) continue
    for (let next = 0; ; ) {
      if (signal?.aborted) return
      const events = parts.guarded(() => parts.rows.streamFrom(stream, next))
      if (events.length === 0) break
      next += events.length
      batch = batch.length === 0 ? [...events] : batch.concat(events)
      if (batch.length < MIN_BATCH_EVENTS) continue
      yield batch
      batch = []
      await turn()
    }
  }
  if (batch.length > 0) yield batch
}

async function* readAll(
  { rows, guarded }: ReadParts,
  start: number,
  { signal, ...narrowed }: ReadAllOptions,
): AsyncGenerator<LogBatch, number> {
  for (let after = start; ; ) {
    if (signal?.aborted) return after
    const batch = guarded(() => rows.batchAfter(after, narrowed))
    if (batch === undefined) return after
    yield batch
    after = Number(batch.upTo)
    await turn()
  }
}

async function* subscribe(
  parts: ReadParts & { watch: () => () => void },
  start: number,
  options: ReadAllOptions,
): AsyncGenerator<LogBatch> {
  const ended = () => parts.isClosed() || options.signal?.aborted === true
  for (let after = start; !ended(); ) {
    after = yield* readAll(parts, after, options)
    if (ended()) return
    after = yield* followTip(parts, after, options)
  }
}

/** Yields what is committed from now on, from memory, until the store has to be read again or the end. */
async function* followTip(
  { tip, watch, rows, guarded }: ReadParts & { watch: () => () => void },
  start: number,
  { prefixes, signal }: ReadAllOptions,
): AsyncGenerator<LogBatch, number> {
  const follower: Follower = tip.follow(start, prefixes)
  const unwatch = watch()
  const stop = () => follower.interrupt()
  signal?.addEventListener('abort', stop)
  try {
    if (guarded(() => rows.lastPosition()) > start) return start
    for (let after = start; ; ) {
      const batch = await follower.next()
      if (batch === undefined) return after
      yield batch
      after = Number(batch.upTo)
    }
  } finally {
    signal?.removeEventListener('abort', stop)
    unwatch()
    follower.leave()
  }
}
