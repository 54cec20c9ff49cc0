import { useEffect, useState } from 'preact/hooks'
import type { FeedEvent } from '../../live/protocol.ts'
import { useZone } from '../company.ts'
import { holdEvents, useLive } from '../feed.ts'
import { inZone } from '../format.ts'
import { colourOf, type Group, GROUPS, groupOf } from '../groups.ts'
import { EventDialog } from './event-dialog.tsx'

const SHOWN = 14

/** The newest events; they stand still while somebody looks. */
export function Ticker() {
  const events = useLive((live) => live.events)
  const [wanted, setWanted] = useState<Group | undefined>()
  const [opened, setOpened] = useState<FeedEvent | undefined>()
  const zone = useZone()
  // Somebody may leave the view without leaving the list.
  useEffect(() => () => holdEvents(false), [])
  const time = inZone(zone, { hour: '2-digit', minute: '2-digit', second: '2-digit' })
  const shown = events
    .filter(({ event_type: type }) => wanted === undefined || groupOf(type) === wanted)
    .slice(0, SHOWN)
  return (
    <section
      aria-labelledby="ticker-title"
      onMouseEnter={() => holdEvents(true)}
      onMouseLeave={() => holdEvents(false)}
      onFocusIn={() => holdEvents(true)}
      onFocusOut={() => holdEvents(false)}
    >
      <h2 id="ticker-title">Events</h2>
      <Chips wanted={wanted} choose={setWanted} />
      {shown.length === 0 && <p class="note">Nothing of that kind yet.</p>}
      <ol class="ticker">
        {shown.map((event) => (
          <li key={event.trace_id}>
            <button type="button" class="plain" onClick={() => setOpened(event)}>
              <time>{time(event.at)}</time>
              <Mark group={groupOf(event.event_type)} />
              <span>{event.event_type}</span> <span class="quiet">{placeOf(event)}</span>
            </button>
          </li>
        ))}
      </ol>
      {opened !== undefined && <EventDialog event={opened} close={() => setOpened(undefined)} />}
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
