import { useEffect, useState } from 'preact/hooks'
import { usePoll } from '../api.ts'
import { useLive } from '../feed.ts'

interface HealthAnswer {
  readonly status: 'healthy' | 'degraded' | 'unhealthy'
  readonly checks: Readonly<Record<string, { readonly status: string; readonly detail?: string }>>
}

const EVERY_MS = 5000
/** What the server answers with when a part is broken. */
const BROKEN = 503
const WORDS = {
  healthy: 'Every part is well',
  degraded: 'Something needs a look',
  unhealthy: 'Something is broken',
  unknown: 'Health is not known yet',
} as const

/** A dot with the reason in words. */
export function Health() {
  const connection = useLive((live) => live.connection)
  const { data } = usePoll<HealthAnswer>('health', EVERY_MS, BROKEN)
  if (connection !== 'open') return <Lost />
  const status = data?.status ?? 'unknown'
  const problems = Object.entries(data?.checks ?? {}).filter(([, check]) => check.status !== 'healthy')
  const reason = problems.map(([name, { detail }]) => `${name}: ${detail ?? 'not well'}`).join('; ')
  return (
    <p class={`health ${status}`} role="status" title={reason || WORDS[status]}>
      <span class="dot" aria-hidden="true" /> {reason || WORDS[status]}
    </p>
  )
}

/** The last state stays, and the next try is counted down to. */
function Lost() {
  const retryAt = useLive((live) => live.retryAt)
  const [now, setNow] = useState(Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 250)
    return () => clearInterval(timer)
  }, [])
  const seconds = retryAt === null ? 0 : Math.max(0, Math.ceil((retryAt - now) / 1000))
  return (
    <p class="health lost" role="status">
      <span class="dot" aria-hidden="true" />
      {retryAt === null ? ' Connecting …' : ' Disconnected'}
      {retryAt !== null && <span aria-hidden="true">: next try in {seconds} s</span>}
    </p>
  )
}
