import { useEffect, useRef } from 'preact/hooks'
import { usePoll } from '../api.ts'
import { useZone } from '../company.ts'
import { inZone } from '../format.ts'
import { refine, useQuery } from '../route.ts'
import { askedOf, leftOutText, partsOf, type Story } from '../story.ts'
import { ShipmentPart } from './shipment-part.tsx'
import { Awaited } from './state-notes.tsx'
import { Timeline } from './timeline.tsx'

/** What comes of an event comes later; asking reads a part of the log. */
const EVERY_MS = 60_000

/** The event, receipt, order, shipment or disruption that the address names, with why it happened and what came of it. */
export function StoryDialog() {
  const name = useQuery('story')
  return name === undefined ? null : <OpenStory name={name} />
}

function OpenStory({ name }: { readonly name: string }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const polled = usePoll<Story>(`api/stories/${encodeURIComponent(name)}`, EVERY_MS)
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => dialog.current?.showModal(), [])
  // The button that opened another story may be gone.
  useEffect(() => title.current?.focus(), [name])
  return (
    <dialog
      ref={dialog}
      class="story-dialog"
      onClose={() => refine({ story: undefined })}
      aria-labelledby="story-title"
    >
      <header>
        <h2 id="story-title" ref={title} tabIndex={-1}>
          {polled.data === undefined ? name : (askedOf(polled.data)?.type ?? name)}
        </h2>
        <button type="button" onClick={() => dialog.current?.close()}>
          Close
        </button>
      </header>
      <Awaited polled={polled} what={`the story of ${name}`}>
        {(story) => <StoryParts story={story} />}
      </Awaited>
    </dialog>
  )
}

function StoryParts({ story }: { readonly story: Story }) {
  const asked = askedOf(story)
  const { reasons, own } = partsOf(story)
  const leftOut = leftOutText(story)
  const { shipment_id: shipment } = story.payload
  return (
    <>
      {asked !== undefined && <AskedLine at={asked.occurred_at} summary={asked.summary} />}
      {typeof shipment === 'string' && <ShipmentPart id={shipment} />}
      {reasons.length > 0 && (
        <Timeline title="Reasons, from other stories" nodes={reasons} since={asked?.occurred_at} />
      )}
      <Timeline title="Causes and effects" nodes={own} since={asked?.occurred_at} />
      {leftOut !== undefined && <p class="note">{leftOut}</p>}
      <details>
        <summary>What the event says</summary>
        <pre>{JSON.stringify(story.payload, null, 2)}</pre>
      </details>
    </>
  )
}

function AskedLine({ at, summary }: { readonly at: string; readonly summary: string }) {
  const time = inZone(useZone(), { dateStyle: 'medium', timeStyle: 'medium' })
  return (
    <p>
      <time title={`${at} UTC`}>{time(at)}</time> · {summary}
    </p>
  )
}
