import { ask, post, usePoll } from '../api.ts'
import { wallTime, whole } from '../format.ts'
import { attempt } from '../toasts.ts'
import { Awaited } from './state-notes.tsx'

interface Run {
  readonly status: 'pending' | 'running' | 'completed' | 'failed' | 'cancelled'
  readonly ended_at: string | null
  /** What was checked: history up to here. */
  readonly simulated_to: string | null
  readonly events: number
  readonly error_message: string | null
}

interface Law {
  readonly law: number
  readonly name: string
  readonly says: string
  readonly status: 'waiting' | 'holds' | 'broken' | 'nothing to check'
  readonly checked: number
  readonly violations: number
  readonly offenders: readonly string[]
}

interface Verification extends Run {
  readonly laws_done: number
  readonly violations: number
  readonly laws: readonly Law[]
}

interface Digest extends Run {
  readonly all: string | null
  readonly log: { readonly rows: number; readonly sha256: string } | null
  readonly tables: Readonly<Record<string, { readonly rows: number; readonly sha256: string }>>
}

const EVERY_MS = 1000

/** The laws as a checklist, and what identifies this history. */
export function Checks() {
  const verification = usePoll<Verification>('api/verify', EVERY_MS)
  const digest = usePoll<Digest>('api/digest', EVERY_MS)
  return (
    <>
      <section aria-labelledby="verify-title">
        <h2 id="verify-title">Does it hold together?</h2>
        <Awaited polled={verification} what="the laws">
          {(known) => (
            <>
              <Actions path="api/verify" run={known} word="Check every law" changed={verification.again} />
              <Verdict known={known} />
              <Laws laws={known.laws} />
            </>
          )}
        </Awaited>
      </section>
      <section aria-labelledby="digest-title">
        <h2 id="digest-title">Digest</h2>
        <Awaited polled={digest} what="the digest">
          {(known) => (
            <>
              <Actions path="api/digest" run={known} word="Take the digest" changed={digest.again} />
              <DigestParts known={known} />
            </>
          )}
        </Awaited>
      </section>
    </>
  )
}

interface ActionParts {
  readonly path: string
  readonly run: Run
  readonly word: string
  readonly changed: () => void
}

function Actions({ path, run: { status, error_message: error }, word, changed }: ActionParts) {
  const isRunning = status === 'running'
  const act = (method: string) => attempt(() => (method === 'POST' ? post(path) : ask(method, path))).then(changed)
  return (
    <>
      <p class="actions">
        {isRunning ? (
          <button type="button" onClick={() => void act('DELETE')}>
            Cancel
          </button>
        ) : (
          <button type="button" onClick={() => void act('POST')}>
            {word}
          </button>
        )}
      </p>
      {error !== null && (
        <p class="note failed" role="alert">
          {error}
        </p>
      )}
    </>
  )
}

function checkedText({ ended_at: ended, simulated_to: to, events }: Run): string {
  return `History up to ${to?.slice(0, 16).replace('T', ' ') ?? ''} UTC, ${whole(events)} events, as it was ${wallTime(ended)}.`
}

function Verdict({ known }: { readonly known: Verification }) {
  const { status, laws_done: done, laws, violations } = known
  if (status === 'pending')
    return <p>Units, money, trucks and people are conserved, and every event has its cause: see for yourself.</p>
  if (status === 'running')
    return (
      <p role="status">
        <progress max={laws.length} value={done} aria-label="Laws that are checked" /> {done} of {laws.length} laws
      </p>
    )
  if (status === 'cancelled') return <p>It was ended before it was done.</p>
  if (status === 'failed') return null
  const idle = laws.filter((law) => law.status === 'nothing to check').length
  return (
    <p role="status">
      <strong>{violations === 0 ? `All ${laws.length} laws hold.` : `${whole(violations)} violations.`}</strong>{' '}
      {idle > 0 && `${idle} of them had nothing to check. `}
      {checkedText(known)}
    </p>
  )
}

const SIGNS = { waiting: '·', holds: '✓', broken: '✗', 'nothing to check': '–' } as const

function Laws({ laws }: { readonly laws: readonly Law[] }) {
  return (
    <ul class="laws">
      {laws.map(({ name, says, status, checked, violations, offenders }) => (
        <li key={name} class={status} title={name.replaceAll('_', ' ')}>
          <span class="sign" role="img" aria-label={status}>
            {SIGNS[status]}
          </span>
          <span>{says}</span>
          <span class="quiet">
            {violations > 0 && <strong>{whole(violations)} of </strong>}
            {status === 'waiting' ? '' : whole(checked)}
          </span>
          {offenders.length > 0 && (
            <ul>
              {offenders.map((offender) => (
                <li key={offender}>{offender}</li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ul>
  )
}

function DigestParts({ known }: { readonly known: Digest }) {
  const { status, all, log, tables } = known
  if (status === 'running') return <p role="status">Log and tables are being read …</p>
  if (status === 'cancelled') return <p>It was ended before it was done.</p>
  if (all === null) return <p>One number for the whole history: equal for equal seeds, on any machine.</p>
  return (
    <div class="digest">
      <p role="status">
        <code>{all}</code>
      </p>
      <p class="quiet">{checkedText(known)}</p>
      <details>
        <summary>By table</summary>
        <ul>
          {Object.entries({ ...(log && { log }), ...tables }).map(([name, { rows, sha256 }]) => (
            <li key={name}>
              {name} <span class="quiet">{whole(rows)}</span> <code>{sha256}</code>
            </li>
          ))}
        </ul>
      </details>
    </div>
  )
}
