import { useState } from 'preact/hooks'
import { ask, post, usePoll } from '../api.ts'
import { decimal, duration, percent, wallTime, whole } from '../format.ts'
import { attempt } from '../toasts.ts'
import { Awaited } from './state-notes.tsx'

interface GenerationState {
  readonly has_fact_data: boolean
  readonly fact_start_date: string | null
  readonly last_generated_date: string | null
  readonly last_generated_timestamp: string | null
  readonly events: number
  readonly can_start_historical: boolean
}

interface Progress {
  readonly status: 'pending' | 'running' | 'completed' | 'failed' | 'cancelled'
  readonly operation_id: string | null
  readonly progress: number
  readonly message: string
  readonly tables_completed: readonly string[]
  readonly tables_remaining: readonly string[]
  readonly tables_in_progress: readonly string[]
  readonly table_counts: Readonly<Record<string, number>>
  readonly estimated_seconds_remaining: number | null
  readonly progress_rate: number | null
  readonly last_update_timestamp: string | null
  readonly error_message?: string | null
}

const EVERY_MS = 2000
const OFTEN_MS = 300

/** One step from nothing to history; hidden behind its range once that is there. */
export function Generate() {
  const state = usePoll<GenerationState>('api/generation/status', EVERY_MS)
  const [isWatched, setWatched] = useState(true)
  const progress = usePoll<Progress>('api/generate/fact/status', isWatched ? OFTEN_MS : EVERY_MS)
  const isRunning = progress.data?.status === 'running'
  if (isWatched !== isRunning) setWatched(isRunning)
  return (
    <section aria-labelledby="generate-title">
      <h2 id="generate-title">History</h2>
      <Awaited polled={state} what="the range of history">
        {(known) => (
          <>
            <Range state={known} />
            {progress.data !== undefined && isRunning ? (
              <RunningProgress progress={progress.data} />
            ) : (
              <GenerateForm state={known} last={progress.data} started={progress.again} />
            )}
          </>
        )}
      </Awaited>
    </section>
  )
}

function Range({ state }: { readonly state: GenerationState }) {
  const { fact_start_date: first, last_generated_date: last, last_generated_timestamp: at, events } = state
  if (events === 0) return <p>There is no history yet. The company is made first, then its days.</p>
  return (
    <p>
      <strong>{first}</strong> to <strong>{last ?? 'the first day, which is under way'}</strong>, {whole(events)}{' '}
      events; simulated up to {at?.replace('T', ' ').slice(0, 19)} UTC.
    </p>
  )
}

function GenerateForm({
  state,
  last,
  started,
}: {
  readonly state: GenerationState
  readonly last: Progress | undefined
  readonly started: () => void
}) {
  const [end, setEnd] = useState('')
  const submit = async (event: Event) => {
    event.preventDefault()
    if (await attempt(() => post('api/generate/fact', end === '' ? {} : { end_date: end }))) started()
  }
  return (
    <form class="form inline" onSubmit={(event) => void submit(event)}>
      <label>
        Last business day (empty: up to yesterday)
        <input
          type="date"
          value={end}
          min={state.last_generated_date ?? undefined}
          onInput={(event) => setEnd(event.currentTarget.value)}
        />
      </label>
      <button type="submit" class="primary" disabled={!state.can_start_historical}>
        {state.events === 0 ? 'Generate' : 'Generate more'}
      </button>
      {!state.can_start_historical && <p class="note">The simulation is under way: stop it first.</p>}
      {last?.status === 'failed' && (
        <p class="note failed" role="alert">
          The last run failed: {last.error_message ?? last.message}
        </p>
      )}
      {last?.status === 'cancelled' && <p class="note">The last run was cancelled; the next goes on from there.</p>}
      {last?.status === 'completed' && <p class="note">The last run ended {wallTime(last.last_update_timestamp)}.</p>}
    </form>
  )
}

function RunningProgress({ progress }: { readonly progress: Progress }) {
  const { tables_completed: done, tables_remaining: left, tables_in_progress: now, table_counts: counts } = progress
  const all = done.length + left.length + now.length
  const rows = Object.values(counts).reduce((sum, count) => sum + count, 0)
  const cancel = () =>
    attempt(() => ask('DELETE', `api/generate/cancel/${progress.operation_id}`), 'Cancelled; what is made is kept.')
  return (
    <div class="progress-box" role="group" aria-label="Progress of generation">
      <progress max="1" value={progress.progress} aria-label={progress.message} />
      <p>
        {percent(progress.progress)} · tables {all - left.length} of {all} · {whole(rows)} rows ·{' '}
        {decimal((progress.progress_rate ?? 0) * 100)} % a second · {duration(progress.estimated_seconds_remaining)}{' '}
        left
      </p>
      <button type="button" onClick={() => void cancel()}>
        Cancel
      </button>
    </div>
  )
}
