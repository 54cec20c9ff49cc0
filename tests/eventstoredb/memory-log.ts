/** An event as a server keeps it. */
export interface StoredEvent extends StoredData {
  readonly stream: string
  readonly revision: number
  /** Byte offset in the log. */
  readonly position: number
  /** Ticks of 100 ns. */
  readonly created: string
}

/** What a client sends of it. */
export interface StoredData {
  readonly id: string
  readonly type: string
  readonly contentType: string
  readonly data: Uint8Array
  readonly metadata: Uint8Array
}

/** Where a writer believes a stream to be. */
export type Expected = number | 'no-stream' | 'any' | 'stream-exists'

/** What became of an append. */
export type Outcome =
  | { readonly kind: 'appended'; readonly revision: number; readonly position: number }
  | { readonly kind: 'wrong-revision'; readonly actual: number | 'no-stream' }
  | { readonly kind: 'too-large'; readonly most: number }
  | { readonly kind: 'deleted' }

/** As a server is configured unless told otherwise. */
const MOST_APPEND_BYTES = 1 << 20
const RECORD_BYTES = 96
/** A server has written something of its own before anybody else. */
const SYSTEM_STREAMS = ['$scavenges', '$$$settings']

/** A log as EventStoreDB keeps it, in memory: streams, their order in all, and the idempotency of appends. */
export class MemoryLog {
  readonly all: StoredEvent[] = []
  readonly #streams = new Map<string, StoredEvent[]>()
  readonly #deleted = new Set<string>()
  readonly #listeners = new Set<() => void>()
  #end = 0

  constructor() {
    for (const stream of SYSTEM_STREAMS) this.#write(stream, [systemEvent()])
  }

  stream(name: string): readonly StoredEvent[] | undefined {
    return this.#streams.get(name)
  }

  append(stream: string, events: readonly StoredData[], expected: Expected): Outcome {
    if (this.#deleted.has(stream)) return { kind: 'deleted' }
    const bytes = events.reduce((sum, { data, metadata }) => sum + data.length + metadata.length, 0)
    if (bytes > MOST_APPEND_BYTES) return { kind: 'too-large', most: MOST_APPEND_BYTES }
    const written = this.#streams.get(stream) ?? []
    const last = written.length - 1
    if (typeof expected === 'number' || expected === 'no-stream') {
      const start = expected === 'no-stream' ? 0 : expected + 1
      if (start !== last + 1) return this.#repeated(written, events, start)
    }
    if (expected === 'stream-exists' && last === -1) return { kind: 'wrong-revision', actual: 'no-stream' }
    const { revision, position } = this.#write(stream, events)
    for (const listener of this.#listeners) listener()
    return { kind: 'appended', revision, position }
  }

  /** Ends a stream for good. */
  tombstone(stream: string): void {
    this.#deleted.add(stream)
  }

  isDeleted(stream: string): boolean {
    return this.#deleted.has(stream)
  }

  /** The place in `all` of the first event behind a position, or at it. */
  placeFrom(position: number): number {
    let [low, high] = [0, this.all.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.all[middle].position < position) low = middle + 1
      else high = middle
    }
    return low
  }

  /** Hears of every append, until it is called off. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** The same events in the same place are the same append once more. */
  #repeated(written: readonly StoredEvent[], events: readonly StoredData[], start: number): Outcome {
    const there = written.slice(start, start + events.length)
    const isSame = there.length === events.length && there.every(({ id }, index) => id === events[index].id)
    const last = there.at(-1)
    if (isSame && last !== undefined) return { kind: 'appended', revision: last.revision, position: last.position }
    return { kind: 'wrong-revision', actual: written.length === 0 ? 'no-stream' : written.length - 1 }
  }

  #write(stream: string, events: readonly StoredData[]): StoredEvent {
    const written = this.#streams.get(stream) ?? []
    this.#streams.set(stream, written)
    const created = `${BigInt(Date.now()) * 10_000n}`
    for (const event of events) {
      const stored = { ...event, stream, revision: written.length, position: this.#end, created }
      this.#end += RECORD_BYTES + event.data.length + event.metadata.length
      written.push(stored)
      this.all.push(stored)
    }
    return written[written.length - 1]
  }
}

function systemEvent(): StoredData {
  const nothing = new Uint8Array(0)
  const id = crypto.randomUUID()
  return { id, type: '$settings', contentType: 'application/json', data: Buffer.from('{}'), metadata: nothing }
}
