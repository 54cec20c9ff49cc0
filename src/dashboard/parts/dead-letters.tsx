import { post, usePoll } from '../api.ts'
import { wallTime, whole } from '../format.ts'
import { attempt, tell } from '../toasts.ts'
import { Awaited } from './state-notes.tsx'
import { Grid } from './table.tsx'

interface Letters {
  readonly total: number
  readonly events: readonly {
    readonly event_id: string
    readonly event_type: string
    readonly sink: string
    readonly reason: string
    readonly attempts: number
    readonly last_failed_at: string
  }[]
}

const EVERY_MS = 5000

async function retry(): Promise<void> {
  await attempt(async () => {
    const { succeeded, failed } = await post<{ succeeded: number; failed: number }>('api/stream/dlq/retry', {})
    tell(`${whole(succeeded)} were taken, ${whole(failed)} are left.`)
  })
}

/** Events that a sink never took, with the reason; they can be sent again. */
export function DeadLetters() {
  const polled = usePoll<Letters>('api/stream/dlq/events?limit=50', EVERY_MS)
  return (
    <section aria-labelledby="dead-title">
      <h2 id="dead-title">Dead letters</h2>
      <Awaited
        polled={polled}
        what="dead letters"
        empty={({ total }) => (total === 0 ? 'None: the sink took everything.' : undefined)}
      >
        {({ total, events }) => (
          <>
            <p class="actions">
              {whole(total)} events.{' '}
              <button type="button" onClick={() => void retry().then(polled.again)}>
                Send them again
              </button>
            </p>
            <Grid
              label="Dead letters"
              rows={events}
              keyOf={({ event_id: id }) => id}
              columns={[
                { title: 'Event', text: (row) => row.event_type, hint: (row) => row.event_id },
                { title: 'Reason', text: (row) => row.reason },
                { title: 'Attempts', text: (row) => row.attempts, isNumber: true },
                { title: 'Last tried', text: (row) => wallTime(row.last_failed_at) },
              ]}
            />
          </>
        )}
      </Awaited>
    </section>
  )
}
