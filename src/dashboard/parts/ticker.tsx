import { useEffect } from 'preact/hooks'
import type { FeedEvent } from '../../live/protocol.ts'
import { useZone } from '../company.ts'
import { usePoll } from '../api.ts'
import { holdEvents, useLive, wantEvents } from '../feed.ts'
import { inZone } from '../format.ts'
import { colourOf, type Group, GROUPS, groupOf } from '../groups.ts'
import { open, refine, useQuery } from '../route.ts'

const SHOWN = 14
const RARELY_MS = 3_600_000

/** The newest events; they stand still while somebody looks. */
export function Ticker() {
  const events = useLive((live) => live.events)
  const kind = useQuery('kind')
  const wanted = GROUPS.find((group) => group === kind)
  const zone = useZone()
  const all = usePoll<{ readonly available: readonly string[] }>('api/stream/event-types', RARELY_MS).data?.available
  useEffect(() => {
    wantEvents(wanted && all?.filter((type) => groupOf(type) === wanted))
    return () => wantEvents(undefined)
  }, [wanted, all])
  // Somebody may leave the view without leaving the list.
  useEffect(() => () => holdEvents(false), [])
  const time = inZone(zone, { hour: '2-digit', minute: '2-digit', second: '2-digit' })
  const shown = events
    .filter(({ event_type: type }) => wanted === undefined || groupOf(type) === wanted)
    .slice(0, SHOWN)
  return (
    <section aria-labelledby="ticker-title">
      <h2 id="ticker-title">Events</h2>
      <Chips wanted={wanted} choose={(group) => refine({ kind: group })} />
      {shown.length === 0 && <p class="note">Nothing of that kind yet.</p>}
      <ol
        class="ticker"
        onMouseEnter={() => holdEvents(true)}
        onMouseLeave={() => holdEvents(false)}
        onFocusIn={() => holdEvents(true)}
        onFocusOut={() => holdEvents(false)}
      >
        {shown.map((event) => (
          <li key={event.trace_id}>
            <button type="button" class="plain" onClick={() => open({ story: event.trace_id })}>
              <time>{time(event.at)}</time>
              <Mark group={groupOf(event.event_type)} />
              <span>{event.event_type}</span> <span class="quiet">{placeOf(event)}</span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  )
}

function Chips({
  wanted,
  choose,
}: {
  readonly wanted: Group | undefined
  readonly choose: (group: Group | undefined) => void
}) {
  return (
    <div class="chips" role="group" aria-label="Kinds of events">
      {GROUPS.map((group) => (
        <button
          key={group}
          type="button"
          aria-pressed={group === wanted}
          onClick={() => choose(group === wanted ? undefined : group)}
        >
          <Mark group={group} /> {group}
        </button>
      ))}
    </div>
  )
}

function Mark({ group }: { readonly group: Group }) {
  return <span class="mark" aria-hidden="true" style={{ background: `var(${colourOf(group)})` }} />
}

function placeOf({ payload }: FeedEvent): string {
  const { store_id: store, dc_id: dc, truck_id: truck } = payload as Readonly<Record<string, unknown>>
  const parts = [
    [store, 'store'],
    [dc, 'DC'],
    [truck, 'truck'],
  ] as const
  return parts
    .filter(([id]) => typeof id === 'number')
    .map(([id, name]) => `${name} ${String(id)}`)
    .join(', ')
}
