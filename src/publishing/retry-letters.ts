import type { WallClock } from '../time/wall-clock.ts'
import { createDelivery, type RetryOptions } from './delivery/deliver.ts'
import { laneOf } from './delivery/lanes.ts'
import type { PublisherRecords } from './records.ts'
import type { Sink } from './sink.ts'

/** What sending letters again needs. */
export interface LetterParts {
  readonly sink: Sink
  readonly records: Pick<PublisherRecords, 'deadLetters' | 'keepDeadLetter' | 'forgetDeadLetter'>
  readonly retry: RetryOptions
  readonly clock: WallClock
}

/** What became of them. */
export interface SentLetters {
  readonly sent: number
  /** Those that the sink still does not take, or was not asked about. */
  readonly left: number
}

/**
 * Sends the dead letters of a sink once more, oldest first, each on the way of its partition key; those that it takes are
 * forgotten. Ends with what it has done when `signal` is aborted.
 * @throws SinkRefused; SinkUnavailable when the attempts are used up.
 */
export async function retryLetters(
  { sink, records, retry, clock }: LetterParts,
  signal: AbortSignal,
): Promise<SentLetters> {
  const deliver = createDelivery({ sink, breaker: undefined, retry, clock, onFailure: () => undefined })
  const letters = await records.deadLetters()
  let sent = 0
  try {
    for (const letter of letters) {
      const { eventId: id, eventType: type, partitionKey, envelope: json } = letter
      const lane = laneOf(partitionKey, sink.lanes)
      const delivered = await deliver(lane, [{ id, type, partitionKey, json }], { attempts: signal, waits: signal })
      if ('rejected' in delivered) await records.keepDeadLetter({ ...letter, reason: delivered.rejected })
      else {
        await records.forgetDeadLetter(id)
        sent++
      }
    }
  } catch (error) {
    if (!signal.aborted || error !== signal.reason) throw error
  }
  return { sent, left: letters.length - sent }
}
