import { createHash } from 'node:crypto'
import { BOOKKEEPING_PREFIX, type EventStore, isBookkeeping, type RecordedEvent } from '../event-store/port.ts'
import { createHeaderWriter } from './canonical-header.ts'

/** The domain events of a log in one number. `sha256` in lower-case hex. */
export interface LogDigest {
  readonly events: number
  readonly sha256: string
}

/** What is hashed at once: large enough that the cost of a call does not count. */
const CHUNK_EVENTS = 2048

/** What the digest reads of a store. */
export type DigestedLog = Pick<EventStore, 'listStreams' | 'readStream' | 'readEverythingByStream'>

/**
 * The digest of a log: its events ordered by stream name (code points) and revision, without the bookkeeping of runs.
 *
 * Two byte sequences describe the events: the canonical headers one behind the other (see `createHeaderWriter`), and the text of
 * the JSON array of all data, without spaces, keys in recorded order. The digest is SHA-256 over the 32 bytes of the SHA-256 of
 * each. Position, time of recording and sizes of appends and batches do not enter.
 */
export async function digestLog(store: DigestedLog): Promise<LogDigest> {
  const hasher = createEventHasher()
  for await (const events of eventsByStream(store)) for (const event of events) hasher.add(event)
  return hasher.end()
}

async function* eventsByStream(store: DigestedLog): AsyncGenerator<readonly RecordedEvent[]> {
  if (store.readEverythingByStream !== undefined) {
    yield* store.readEverythingByStream({ excludePrefixes: [BOOKKEEPING_PREFIX] })
    return
  }
  for await (const stream of store.listStreams('')) {
    if (isBookkeeping(stream)) continue
    for await (const event of store.readStream(stream)) yield [event]
  }
}

function createEventHasher() {
  const headers = createHash('sha256')
  const data = createHash('sha256')
  const writer = createHeaderWriter()
  let pending: object[] = []
  let events = 0
  const flush = () => {
    if (pending.length === 0) return
    headers.update(writer.take())
    const inner = JSON.stringify(pending).slice(1, -1)
    data.update(events === pending.length ? `[${inner}` : `,${inner}`, 'utf8')
    pending = []
  }
  return {
    add(event: RecordedEvent) {
      writer.write(event)
      pending.push(event.data)
      events++
      if (pending.length === CHUNK_EVENTS) flush()
    },
    end(): LogDigest {
      flush()
      data.update(events === 0 ? '[]' : ']')
      const sha256 = createHash('sha256').update(headers.digest()).update(data.digest()).digest('hex')
      return { events, sha256 }
    },
  }
}
