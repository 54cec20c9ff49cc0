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
  let at: Position | 'start' = reader.checkpoint
  let failure: { readonly error: unknown } | undefined
  let notify: (() => void)[] = []
  const moved = () => {
    for (const wake of notify.splice(0)) wake()
  }

  async function read(): Promise<void> {
    for await (const slice of readSlices(store, reader.checkpoint, { live: true, signal: stop.signal })) {
      await reader.handle(slice)
      at = slice.upTo
      moved()
    }
  }

  const reading = read()
    .catch((error: unknown) => {
      if (!stop.signal.aborted) failure = { error }
    })
    .finally(moved)

  return {
    reader,
    async reached(position) {
      while (failure === undefined && (at === 'start' || at < position)) {
        await new Promise<void>((resolve) => {
          notify.push(resolve)
        })
      }
      if (failure !== undefined) throw failure.error
    },
    async [Symbol.asyncDispose]() {
      stop.abort()
      await reading
      notify = []
    },
  }
}
