import { type Polled, usePoll } from '../api.ts'
import { useZone } from '../company.ts'
import { inZone } from '../format.ts'
import { open } from '../route.ts'
import { Awaited } from './state-notes.tsx'

/** What was asked of the company lately. */
export interface Commands {
  readonly commands: readonly {
    readonly command_id: string
    readonly trace_id: string
    readonly kind: string
    readonly origin: string
    readonly effective_at: string
    readonly ends_at: string | null
    readonly details: Readonly<Record<string, unknown>>
  }[]
}

const EVERY_MS = 4000
const SHOWN = 6
/** What is told of each beside its details. */
const KNOWN = new Set(['kind', 'at', 'after', 'for'])

/** Looks now and then what was asked for. */
export function useWishes(): Polled<Commands> {
  return usePoll<Commands>(`api/commands?limit=${SHOWN}`, EVERY_MS)
}

/** What was asked of the company, the newest first. */
export function Wishes({ polled }: { readonly polled: Polled<Commands> }) {
  const time = inZone(useZone(), { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' })
  return (
    <section aria-labelledby="wishes-title">
      <h2 id="wishes-title">What was asked for</h2>
      <Awaited
        polled={polled}
        what="what was asked for"
        empty={({ commands }) => (commands.length === 0 ? 'Nothing yet.' : undefined)}
      >
        {({ commands }) => (
          <ul class="disruptions">
            {commands.map(
              ({ command_id: id, trace_id: event, kind, origin, effective_at: from, ends_at: to, details }) => (
                <li key={id}>
                  <button type="button" class="plain" onClick={() => open({ story: event })}>
                    {kind.replaceAll('_', ' ')}
                  </button>{' '}
                  {detailText(details)}
                  <p class="quiet">
                    by {origin}, from {time(from)} {to === null ? 'for good' : `to ${time(to)}`}
                  </p>
                </li>
              ),
            )}
          </ul>
        )}
      </Awaited>
    </section>
  )
}

function detailText(details: Readonly<Record<string, unknown>>): string {
  const told = Object.entries(details).filter(([name]) => !KNOWN.has(name))
  return told.map(([name, value]) => `${name.replaceAll('_', ' ')} ${valueOf(value)}`).join(', ')
}

function valueOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(valueOf).join(', ')
  if (typeof value !== 'object' || value === null) return String(value)
  return Object.entries(value)
    .map(([name, part]) => `${name.replaceAll('_', ' ')} ${valueOf(part)}`)
    .join(', ')
}
