import { type RecordedSlice, recordedSlice, SLICE_RECORDED } from '../../event-store/bookkeeping.ts'
import { type EventStore, isBookkeeping } from '../../event-store/port.ts'
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

/** Domain events by type, most frequent first: reads the whole log. */
export async function countTypes(store: Pick<EventStore, 'readAll'>): Promise<Readonly<Record<string, number>>> {
  const counts = new Map<string, number>()
  for await (const { events } of store.readAll('start')) {
    for (const { type, stream } of events) if (!isBookkeeping(stream)) counts.set(type, (counts.get(type) ?? 0) + 1)
  }
  return Object.fromEntries([...counts].toSorted(([one, left], [two, right]) => right - left || (one < two ? -1 : 1)))
}
