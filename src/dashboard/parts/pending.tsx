import { ask, type Polled, post } from '../api.ts'
import { whole } from '../format.ts'
import { attempt } from '../toasts.ts'
import { Awaited } from './state-notes.tsx'

/** What is recorded, and how far the sink has it. */
export interface Outbox {
  /** Null where none is chosen. */
  readonly sink: string | null
  readonly pending: number
  readonly sent: number
  readonly oldest_pending_ts: string | null
}

interface PendingParts {
  readonly polled: Polled<Outbox>
  readonly hasSink: boolean
}

/** What waits to be sent, and what can be done about it. */
export function Pending({ polled, hasSink }: PendingParts) {
  const drain = () =>
    attempt(() => post('api/stream/outbox/drain'), 'Everything to the end of the log is being sent.').then(polled.again)
  const clear = () =>
    attempt(() => ask('DELETE', 'api/stream/outbox/clear'), 'What was pending will not be sent.').then(polled.again)
  return (
    <section aria-labelledby="pending-title">
      <h2 id="pending-title">Recorded and not sent yet</h2>
      <Awaited polled={polled} what="the outbox">
        {({ pending, sent, oldest_pending_ts: oldest }) => (
          <>
            <p>
              <strong>{whole(pending)}</strong> events pending
              {oldest === null ? '' : `, the oldest of ${oldest.slice(0, 16).replace('T', ' ')} UTC, simulated`};{' '}
              {whole(sent)} before them were sent, or left out. A sink that is new begins at the end of the log.
            </p>
            <p class="actions">
              <button type="button" disabled={!hasSink} onClick={() => void drain()}>
                {pending === 0 ? 'Simulate a day and send it' : 'Send all of it'}
              </button>
              {pending > 0 && (
                <button type="button" class="plain" onClick={() => void clear()}>
                  Never send it
                </button>
              )}
            </p>
          </>
        )}
      </Awaited>
    </section>
  )
}
