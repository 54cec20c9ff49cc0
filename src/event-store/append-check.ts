import { AppendTooLarge, type PackedEvents, type ProposedEvent, type Revision } from './port.ts'

const MAX_APPEND_EVENTS = 1_000_000

/** What is asked of a store. */
export interface AppendRequest {
  readonly stream: string
  readonly events: readonly ProposedEvent[] | PackedEvents
  readonly expected: Revision | 'no-stream'
}

/** What every store refuses before it looks into its log. @throws RangeError, AppendTooLarge */
export function checkAppend({ stream, events, expected }: AppendRequest): void {
  if (stream === '' || !stream.isWellFormed() || stream.includes('\0')) {
    throw new RangeError(`stream name ${JSON.stringify(stream)} (expected well-formed text without NUL, not empty)`)
  }
  if (events.length === 0) throw new RangeError(`no events to append to ${stream} (expected at least one)`)
  if (events.length > MAX_APPEND_EVENTS) {
    throw new AppendTooLarge(`${events.length} events for ${stream} (at most ${MAX_APPEND_EVENTS} at once)`)
  }
  if (expected !== 'no-stream' && !(Number.isSafeInteger(expected) && expected >= 0)) {
    throw new RangeError(`expected revision ${expected} of ${stream} (expected 'no-stream' or an integer from 0)`)
  }
}
