import type { ComponentChildren } from 'preact'
import type { Polled } from '../api.ts'

/** What is awaited, missing or wrong, in words; the content as soon as there is one. */
export function Awaited<Body>({
  polled,
  what,
  empty,
  children,
}: {
  readonly polled: Polled<Body>
  /** What is awaited: `the list of shipments`. */
  readonly what: string
  /** What to say when there is nothing, if that is so. */
  readonly empty?: (data: Body) => string | undefined
  readonly children: (data: Body) => ComponentChildren
}) {
  const { data, error, again } = polled
  if (data === undefined) {
    if (error === undefined) return <p class="note">Waiting for {what} …</p>
    return (
      <p class="note failed" role="alert">
        {what} cannot be shown: {error}{' '}
        <button type="button" onClick={again}>
          Try again
        </button>
      </p>
    )
  }
  const nothing = empty?.(data)
  return (
    <>
      {error !== undefined && <p class="note failed">This is as it was before: {error}</p>}
      {nothing === undefined ? children(data) : <p class="note">{nothing}</p>}
    </>
  )
}
