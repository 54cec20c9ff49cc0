import { bookkeepingEvent, type Note, type RecordedSlice, recordedSlice, SLICE_RECORDED } from './bookkeeping.ts'
import type { Appended, EventStore, Revision } from './port.ts'

const FIRST_STRETCH = 64

/** The bookkeeping stream of a run, as its single writer sees it. */
export interface RunStream {
  /** The last whole slice that the log held when it was opened. */
  readonly lastSlice: RecordedSlice | undefined
  append(note: Note): Promise<Appended>
}

/** Finds the end of a run's bookkeeping. */
export async function openRunStream(store: EventStore, stream: string): Promise<RunStream> {
  let revision = (await store.revisionOf(stream)) ?? -1
  const lastSlice = await findLastSlice(store, stream, revision)
  return {
    lastSlice,
    async append(note) {
      const event = bookkeepingEvent(stream, revision + 1, note)
      const appended = await store.append(stream, [event], revision === -1 ? 'no-stream' : revision)
      revision = appended.revision
      return appended
    },
  }
}

/** Searches backwards in stretches that double, since the last slice is almost always among the last events. */
async function findLastSlice(store: EventStore, stream: string, last: Revision): Promise<RecordedSlice | undefined> {
  for (let end = last + 1, length = FIRST_STRETCH; end > 0; length *= 2) {
    const start = Math.max(0, end - length)
    let found: RecordedSlice | undefined
    for await (const event of store.readStream(stream, start)) {
      if (event.revision >= end) break
      if (event.type === SLICE_RECORDED) found = recordedSlice(event)
    }
    if (found !== undefined) return found
    end = start
  }
  return undefined
}
