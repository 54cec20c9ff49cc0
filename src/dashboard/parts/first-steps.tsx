import { useLive } from '../feed.ts'
import { usePoll } from '../api.ts'
import { percent } from '../format.ts'
import { addressOf } from '../route.ts'
import { start } from '../simulation.ts'

interface GenerationState {
  readonly has_fact_data: boolean
  readonly events: number
}

const EVERY_MS = 3000
const OFTEN_MS = 500

function HistoryComes() {
  const { data } = usePoll<{ readonly progress: number }>('api/generate/fact/status', OFTEN_MS)
  return (
    <p class="note" role="status">
      History is being made: {percent(data?.progress ?? 0)}. <a href={addressOf('data')}>How far it is</a>
    </p>
  )
}

/** What to do where there is nothing to see yet. */
export function FirstSteps() {
  const { data } = usePoll<GenerationState>('api/generation/status', EVERY_MS)
  const status = useLive(({ frame }) => frame?.clock.status)
  if (status === 'generating') return <HistoryComes />
  if (data === undefined) return <p class="note">Waiting for the server …</p>
  if (data.events === 0) {
    return (
      <p class="note">
        There is no history yet. <a href={addressOf('data')}>Generate some</a>: the demo company takes seconds.
      </p>
    )
  }
  if (status === 'running' || status === 'paused') return <p class="note">The first shoppers come when stores open.</p>
  return (
    <p class="note">
      The company stands still.{' '}
      <button type="button" class="primary" onClick={() => start()}>
        Let it live
      </button>
    </p>
  )
}
