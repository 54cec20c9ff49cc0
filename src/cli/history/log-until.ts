import type { EventStore, LogBatch, ReadByStreamOptions, RecordedEvent } from '../../event-store/port.ts'
import type { SimTime } from '../../time/sim-time.ts'

/** What is read of a log that another process may be writing at the same time. */
export type LogUntil = Pick<EventStore, 'readAll' | 'readStream' | 'listStreams' | 'readEverythingByStream'>

/**
 * A log up to the end of a whole slice: what a writer has begun behind it, or a crash has left there, is not seen. Reading
 * ends early when `signal` is aborted.
 */
export function logUntil(store: EventStore, end: SimTime, signal: AbortSignal): LogUntil {
  const isBefore = ({ occurredAt }: RecordedEvent) => occurredAt < end
  return {
    async *readAll(after, options = {}) {
      for await (const { events, upTo } of store.readAll(after, { ...options, signal })) {
        yield { events: events.filter(isBefore), upTo } satisfies LogBatch
      }
    },
    async *readStream(stream, from) {
      for await (const event of store.readStream(stream, from)) if (isBefore(event)) yield event
    },
    listStreams: (prefix) => store.listStreams(prefix),
    ...(store.readEverythingByStream && {
      async *readEverythingByStream(options: ReadByStreamOptions = {}) {
        const batches = store.readEverythingByStream?.({ ...options, signal }) ?? []
        for await (const events of batches) yield events.filter(isBefore)
      },
    }),
  }
}
