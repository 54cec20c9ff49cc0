import { type RecordedSlice, recordedSlice, SLICE_RECORDED } from '../../event-store/bookkeeping.ts'
import type { EventStore, RecordedEvent, Revision } from '../../event-store/port.ts'
import { RUN_STREAM } from '../../run-history.ts'
import type { SimTime } from '../../time/sim-time.ts'

type Store = Pick<EventStore, 'readStream' | 'revisionOf'>

/**
 * The slice that holds an instant, found by bisection: bookkeeping comes in the order of simulated time, so that a log of
 * years takes no longer than one of days. Undefined for an instant before or behind the log.
 */
export async function sliceHolding(store: Store, at: SimTime): Promise<RecordedSlice | undefined> {
  const last = (await store.revisionOf(RUN_STREAM)) ?? -1
  for await (const event of store.readStream(RUN_STREAM, await firstBehind(store, at, last))) {
    if (event.type !== SLICE_RECORDED) continue
    const slice = recordedSlice(event)
    return slice.from <= at && at < slice.to ? slice : undefined
  }
  return undefined
}

/** The first revision that was noted at a later instant; one behind the last when there is none. */
async function firstBehind(store: Store, at: SimTime, last: Revision): Promise<Revision> {
  let low = 0
  let high = last + 1
  while (low < high) {
    const middle = (low + high) >>> 1
    const note = await noteAt(store, middle)
    if (note === undefined || note.occurredAt > at) high = middle
    else low = middle + 1
  }
  return low
}

async function noteAt(store: Store, revision: Revision): Promise<RecordedEvent | undefined> {
  for await (const event of store.readStream(RUN_STREAM, revision)) return event
  return undefined
}
