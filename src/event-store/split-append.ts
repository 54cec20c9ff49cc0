import { AppendTooLarge, type ProposedEvent } from './port.ts'

/** Servers take 1 MiB at once unless told otherwise, and their client holds what is on its way in memory: half of it is safe. */
const MOST_EVENTS = 900
const MOST_BYTES = 500_000
/** What an event alone may have: the limit of a server less its frame. */
const MOST_BYTES_OF_ONE = 900_000
const MOST_BYTES_IN_ALL = 64 << 20
/** Metadata, ids and names of an event on the wire. */
const FRAME_BYTES = 450

/**
 * The same events in parts that a server takes at once. Equal events give equal parts, so that an append that is made again
 * meets what it has left. @throws AppendTooLarge beyond 64 MiB in all, or 900,000 bytes in one.
 */
export function splitAppend(events: readonly ProposedEvent[]): ReadonlyArray<readonly ProposedEvent[]> {
  const parts: Array<readonly ProposedEvent[]> = []
  let start = 0
  let bytes = 0
  let all = 0
  for (const [index, event] of events.entries()) {
    const size = FRAME_BYTES + Buffer.byteLength(JSON.stringify(event.data))
    all += size - FRAME_BYTES
    if (size - FRAME_BYTES > MOST_BYTES_OF_ONE) {
      throw new AppendTooLarge(`an event of ${size - FRAME_BYTES} bytes (at most ${MOST_BYTES_OF_ONE})`)
    }
    if (all > MOST_BYTES_IN_ALL) {
      throw new AppendTooLarge(`an append of more than ${MOST_BYTES_IN_ALL} bytes: append fewer events at once`)
    }
    const isFull = index - start === MOST_EVENTS || bytes + size > MOST_BYTES
    if (isFull && index > start) {
      parts.push(events.slice(start, index))
      start = index
      bytes = 0
    }
    bytes += size
  }
  parts.push(events.slice(start))
  return parts
}
