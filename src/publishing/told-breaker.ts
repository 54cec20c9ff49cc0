import type { WallClock } from '../time/wall-clock.ts'
import { type BreakerState, CircuitBreaker } from './delivery/circuit-breaker.ts'

/** What the sink said when it last failed. */
export interface LastFailure {
  message: string
}

/** When a breaker opens, and for how long. */
export interface BreakerLimits {
  readonly failures: number
  readonly recoveryMs: number
}

/** A circuit breaker whose user hears when it opens, and why, and when it closes; none where it is switched off. */
export function toldBreaker(
  limits: BreakerLimits | undefined,
  lastFailure: LastFailure,
  { clock, warn }: { readonly clock: WallClock; readonly warn: (line: string) => void },
): CircuitBreaker | undefined {
  if (limits === undefined) return undefined
  const seconds = Math.round(limits.recoveryMs / 1000)
  const onChange = (state: BreakerState) => {
    if (state === 'open')
      warn(`the circuit breaker opened: ${lastFailure.message}; the sink is asked again in ${seconds} s`)
    if (state === 'closed') warn('the circuit breaker closed: the sink is back')
  }
  return new CircuitBreaker({ ...limits, clock, onChange })
}
