import { useState } from 'preact/hooks'
import { ask, usePoll } from '../api.ts'
import { attempt } from '../toasts.ts'

/** Deletes everything after its name was typed. */
export function ClearAll() {
  const { data } = usePoll<{ readonly paths: { readonly data: string } }>('api/config', 60_000)
  const [typed, setTyped] = useState('')
  const name = data?.paths.data.split(/[/\\]/).at(-1) ?? ''
  const submit = async (event: Event) => {
    event.preventDefault()
    const path = `api/generation/clear?confirm=${encodeURIComponent(typed)}`
    if (await attempt(() => ask('DELETE', path), 'Everything is deleted.')) setTyped('')
  }
  return (
    <section aria-labelledby="clear-title" class="danger">
      <h2 id="clear-title">Delete everything</h2>
      <form class="form inline" onSubmit={(event) => void submit(event)}>
        <label>
          <span>
            Type <code>{name}</code>, the name of the data directory
          </span>
          <input
            type="text"
            value={typed}
            autoComplete="off"
            onInput={(event) => setTyped(event.currentTarget.value)}
          />
        </label>
        <button type="submit" class="dangerous" disabled={typed !== name || name === ''}>
          Delete log, tables and snapshots
        </button>
      </form>
    </section>
  )
}
