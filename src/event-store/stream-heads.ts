import type { EventStore, Revision } from './port.ts'

/** Streams whose revision is kept between slices; others are looked up when they are written again. */
const MAX_KEPT_HEADS = 16_384
/** How many are looked up at once. */
const MAX_LOOKUPS = 256

/** Where the streams of a single writer end. */
export interface StreamHeads {
  /** Looks up those that are not known. */
  load(streams: readonly string[]): Promise<void>
  /** The end of a loaded stream. */
  of(stream: string): Revision | 'no-stream'
  set(stream: string, revision: Revision): void
  /** Forgets those that were not written for longest, down to the limit. */
  trim(): void
  readonly forget: (stream: string) => void
}

/** Knows no stream yet. */
export function createStreamHeads(store: Pick<EventStore, 'revisionOf'>): StreamHeads {
  const heads = new Map<string, Revision | 'no-stream'>()
  const lookUp = async (stream: string) => {
    heads.set(stream, (await store.revisionOf(stream)) ?? 'no-stream')
  }
  return {
    async load(streams) {
      const unknown = streams.filter((stream) => !heads.has(stream))
      for (let start = 0; start < unknown.length; start += MAX_LOOKUPS) {
        await Promise.all(unknown.slice(start, start + MAX_LOOKUPS).map(lookUp))
      }
    },
    of(stream) {
      const head = heads.get(stream)
      if (head === undefined) throw new Error(`the end of ${stream} was not loaded`)
      return head
    },
    set(stream, revision) {
      heads.delete(stream)
      heads.set(stream, revision)
    },
    trim() {
      let excess = heads.size - MAX_KEPT_HEADS
      for (const stream of heads.keys()) {
        if (excess-- <= 0) return
        heads.delete(stream)
      }
    },
    forget(stream) {
      heads.delete(stream)
    },
  }
}
