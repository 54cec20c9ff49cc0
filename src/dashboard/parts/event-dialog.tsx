import { useEffect, useRef } from 'preact/hooks'
import type { FeedEvent } from '../../live/protocol.ts'
import { useLive } from '../feed.ts'

/** An event with what it tells, and what of its story is known here. */
export function EventDialog({ event, close }: { readonly event: FeedEvent; readonly close: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const known = useLive((live) => live.events)
  useEffect(() => dialog.current?.showModal(), [])
  const story = known.filter(({ correlation_id: id }) => id === event.correlation_id).toReversed()
  return (
    <dialog ref={dialog} class="event-dialog" onClose={close} aria-labelledby="event-title">
      <h2 id="event-title">{event.event_type}</h2>
      <dl>
        <dt>Simulated time</dt>
        <dd>{event.at}</dd>
        <dt>Id</dt>
        <dd>{event.trace_id}</dd>
        <dt>Caused by</dt>
        <dd>{event.parent_event_id ?? 'nothing: it opens its story'}</dd>
      </dl>
      <h3>Its story, as far as it was seen here</h3>
      <ol class="story">
        {story.map(({ trace_id: id, at, event_type: type }) => (
          <li key={id} aria-current={id === event.trace_id ? 'true' : undefined}>
            <time>{at.slice(11, 19)}</time> {type}
          </li>
        ))}
      </ol>
      <pre>{JSON.stringify(event.payload, null, 2)}</pre>
      <p class="note">
        The whole story: <code>tillstream why {event.trace_id}</code>
      </p>
      <button type="button" onClick={() => dialog.current?.close()}>
        Close
      </button>
    </dialog>
  )
}
