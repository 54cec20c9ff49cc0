import { useEffect, useRef, useState } from 'preact/hooks'
import { keepKey, usePoll } from '../api.ts'

const EVERY_MS = 30_000

/** Asks for the key where the server wants one. */
export function KeyDialog() {
  const { error } = usePoll<unknown>('api/simulation', EVERY_MS)
  const [key, setKey] = useState('')
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    if (dialog.current?.open === false) dialog.current.showModal()
  })
  if (error === undefined || !/key is (needed|wrong)/.test(error)) return null
  const enter = (event: Event) => {
    event.preventDefault()
    keepKey(key)
    location.reload()
  }
  return (
    <dialog ref={dialog} class="key-dialog" aria-labelledby="key-title">
      <form onSubmit={enter}>
        <h2 id="key-title">This server asks for its key</h2>
        <label>
          API key
          <input
            type="password"
            autoComplete="off"
            required
            value={key}
            onInput={(event) => setKey(event.currentTarget.value)}
          />
        </label>
        <button type="submit" class="primary">
          Enter
        </button>
      </form>
    </dialog>
  )
}
