import { type RecordedSlice, recordedSlice, SLICE_RECORDED } from '../../event-store/bookkeeping.ts'
import type { EventStore } from '../../event-store/port.ts'
import { RUN_STREAM } from '../../run-history.ts'

/** The slices of a log, oldest first. */
export async function readSliceList(store: Pick<EventStore, 'readStream'>): Promise<readonly RecordedSlice[]> {
  const slices: RecordedSlice[] = []
  for await (const event of store.readStream(RUN_STREAM)) {
    if (event.type === SLICE_RECORDED) slices.push(recordedSlice(event))
  }
  return slices
}

/** Events of the slices behind a number. */
export function eventsBehind(slices: readonly RecordedSlice[], slice: number): number {
  return slices.reduce((sum, { number, eventCount }) => sum + (number > slice ? eventCount : 0), 0)
}
