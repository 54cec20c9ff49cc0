import { ask, usePoll } from '../api.ts'
import { useZone } from '../company.ts'
import { inZone, minutesText, percent } from '../format.ts'
import { attempt } from '../toasts.ts'
import { open } from '../route.ts'
import { DisruptionForm } from './disruption-form.tsx'
import { Moved } from './moved.tsx'
import { Awaited } from './state-notes.tsx'

interface Running {
  readonly disruption_id: string
  readonly type: string
  readonly dc_id: number
  readonly target_type: string
  readonly target_id: number
  readonly severity: number
  readonly effect: string
  readonly cause: string
  readonly created_at: string
  readonly active_until: string
  readonly time_remaining_minutes: number
  readonly events_affected: number
}

const EVERY_MS = 2000

/** What goes wrong now, and a form for more. */
export function Disruptions() {
  const polled = usePoll<{ readonly disruptions: readonly Running[] }>('api/disruption/list', EVERY_MS)
  const end = (id: string) =>
    attempt(() => ask('DELETE', `api/disruption/${id}`), 'The disruption ends.').then(polled.again)
  return (
    <div class="columns">
      <section aria-labelledby="wrong-title">
        <h2 id="wrong-title">What goes wrong now</h2>
        <Awaited
          polled={polled}
          what="disruptions"
          empty={({ disruptions }) => (disruptions.length === 0 ? 'Nothing: all is well.' : undefined)}
        >
          {({ disruptions }) => (
            <ul class="disruptions">
              {disruptions.map((disruption) => (
                <RunningOne
                  key={disruption.disruption_id}
                  disruption={disruption}
                  end={() => void end(disruption.disruption_id)}
                />
              ))}
            </ul>
          )}
        </Awaited>
      </section>
      <section aria-labelledby="new-title">
        <h2 id="new-title">Let something go wrong</h2>
        <DisruptionForm created={polled.again} />
      </section>
    </div>
  )
}

function RunningOne({ disruption, end }: { readonly disruption: Running; readonly end: () => void }) {
  const {
    type,
    target_type: kind,
    target_id: target,
    dc_id: dc,
    severity,
    effect,
    events_affected: delayed,
  } = disruption
  const time = inZone(useZone(), { weekday: 'short', hour: '2-digit', minute: '2-digit' })
  const where = kind === 'DC' ? `the region of DC ${dc}` : `${kind.toLowerCase()} ${target} in the region of DC ${dc}`
  return (
    <li>
      <p>
        <strong>{type.replaceAll('_', ' ')}</strong> in {where}, {percent(severity)} strong, by {disruption.cause}.{' '}
        {effect}
      </p>
      <p class="quiet">
        Until {time(disruption.active_until)}: {minutesText(disruption.time_remaining_minutes)} left. {delayed}{' '}
        {delayed === 1 ? 'truck move' : 'truck moves'} delayed so far.
      </p>
      <Moved id={disruption.disruption_id} />
      <p class="actions">
        <button type="button" onClick={end}>
          End it now
        </button>
        <button type="button" class="plain" onClick={() => open({ story: disruption.disruption_id })}>
          Its story
        </button>
      </p>
    </li>
  )
}
