import type { EventStore, Position } from './event-store/port.ts'
import { readSlices, type Slice } from './event-store/reader.ts'

/** What follows the log: it keeps its own checkpoint and takes whole slices. */
export interface LogReader {
  readonly name: string
  /** Read the log from here. */
  readonly checkpoint: Position | 'start'
  /** Returns when there is room for the next slice. */
  handle(slice: Slice): Promise<void>
  /** Returns when everything handled is safe. */
  settle(): Promise<void>
}

/** A reader on its way along the log. */
export interface Following extends AsyncDisposable {
  readonly reader: LogReader
  /** Returns when the reader has taken everything up to `position`. @throws what the reader failed with. */
  reached(position: Position): Promise<void>
}

/** Lets a reader follow the log, history first and then live, until disposed of. */
export function follow(store: EventStore, reader: LogReader): Following {
  const stop = new AbortController()
  const progress = trackProgress(reader.checkpoint)

  async function read(): Promise<void> {
    for await (const slice of readSlices(store, reader.checkpoint, { live: true, signal: stop.signal })) {
      await reader.handle(slice)
      progress.moveTo(slice.upTo)
    }
  }

  const reading = read().catch((error: unknown) => {
    if (!stop.signal.aborted) progress.fail(error)
  })

  return {
    reader,
    reached: (position) => progress.reached(position),
    async [Symbol.asyncDispose]() {
      stop.abort()
      await reading
    },
  }
}

interface Waiting {
  readonly position: Position
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

/** Where a reader is, and who waits for it. */
function trackProgress(start: Position | 'start') {
  let at = start
  let failure: { readonly error: unknown } | undefined
  let waiting: Waiting[] = []
  return {
    moveTo(position: Position): void {
      at = position
      for (const waiter of waiting) if (waiter.position <= position) waiter.resolve()
      waiting = waiting.filter((waiter) => waiter.position > position)
    },
    fail(error: unknown): void {
      failure = { error }
      for (const waiter of waiting) waiter.reject(error)
      waiting = []
    },
    async reached(position: Position): Promise<void> {
      if (failure !== undefined) throw failure.error
      if (at !== 'start' && at >= position) return
      await new Promise<void>((resolve, reject) => {
        waiting.push({ position, resolve, reject })
      })
    },
  }
}
