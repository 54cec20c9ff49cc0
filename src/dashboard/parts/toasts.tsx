import { dismiss, useToasts } from '../toasts.ts'

/** What was done or failed, told to everybody. */
export function Toasts() {
  const toasts = useToasts()
  return (
    <div class="toasts" aria-live="assertive">
      {toasts.map(({ id, text, kind }) => (
        <p key={id} class={`toast ${kind}`} role={kind === 'failed' ? 'alert' : undefined}>
          {text}
          <button type="button" class="plain" onClick={() => dismiss(id)} aria-label="Dismiss">
            ×
          </button>
        </p>
      ))}
    </div>
  )
}
