import type { FeedClock } from '../../live/protocol.ts'
import { speedText } from '../format.ts'
import { setSpeed, SPEEDS, start, step, stop, stopOf, toggle } from '../simulation.ts'

/** What is waited for before it can be started. */
const WAITS: Readonly<Record<string, string>> = {
  starting: 'Starting …',
  stopping: 'Stopping …',
  generating: 'Making history …',
}

/** Play, pause, step, speed. */
export function Transport({ clock }: { readonly clock: FeedClock | null }) {
  const status = clock?.status ?? 'stopped'
  const isMoving = status === 'running' || status === 'paused'
  return (
    <div class="transport" role="group" aria-label="Simulation">
      {isMoving ? (
        <>
          <button type="button" onClick={toggle} title="Space">
            {status === 'running' ? '❚❚ Pause' : '▶ Play'}
          </button>
          <Step span="1h" title="An hour, while paused" isPaused={status === 'paused'} />
          <Step span="1d" title="A day, while paused" isPaused={status === 'paused'} />
          <button type="button" class="plain" onClick={stop} title="Ends the run; everything is kept">
            ■ Stop
          </button>
        </>
      ) : (
        <button
          type="button"
          class="primary"
          disabled={status !== 'stopped' && status !== 'failed'}
          onClick={() => start()}
        >
          {WAITS[status] ?? '▶ Start'}
        </button>
      )}
      {isMoving && clock !== null && <SpeedSlider clock={clock} />}
      <p class="visually-hidden" aria-live="polite">
        {`The simulation is ${status}`}
      </p>
    </div>
  )
}

interface StepParts {
  readonly span: '1h' | '1d'
  readonly title: string
  readonly isPaused: boolean
}

function Step({ span, title, isPaused }: StepParts) {
  const take = (event: MouseEvent & { readonly currentTarget: HTMLButtonElement }) => {
    // For whoever used the mouse, space shall resume rather than press this again.
    if (event.detail > 0) event.currentTarget.blur()
    step(span)
  }
  return (
    <button type="button" disabled={!isPaused} onClick={take} title={title}>
      +{span.slice(0, 1)} {span.slice(1)}
    </button>
  )
}

function SpeedSlider({ clock }: { readonly clock: FeedClock }) {
  return (
    <label class="speed" title="+ and −">
      <span class="visually-hidden">Speed</span>
      <input
        type="range"
        min="0"
        max={SPEEDS.length - 1}
        step="1"
        value={stopOf(clock.speed)}
        aria-valuetext={speedText(clock.speed)}
        onChange={(event) => setSpeed(SPEEDS[Number(event.currentTarget.value)] ?? 60)}
      />
      <span class="figures">
        {speedText(clock.speed)}
        <small> achieved {speedText(clock.achieved_speed)}</small>
      </span>
    </label>
  )
}
