import { once } from 'node:events'
import type { WallClock } from '../../time/wall-clock.ts'

/** When a circuit breaker opens, and for how long. */
export interface BreakerOptions {
  /** Failures in a row that open it. */
  readonly failures: number
  /** Milliseconds until one attempt may probe whether the sink is back. */
  readonly recoveryMs: number
  readonly clock: WallClock
  /** Hears of every change. */
  readonly onChange?: (state: BreakerState) => void
}

/** Closed lets everybody pass, open nobody, half-open one who tries. */
export type BreakerState = 'closed' | 'open' | 'half-open'

/**
 * Keeps a failing sink from being asked over and over by all lanes. Who meets an open breaker waits: a lane has nowhere else to
 * go, and the log keeps what it waits with.
 */
export class CircuitBreaker {
  readonly #options: BreakerOptions
  #state: BreakerState = 'closed'
  #inARow = 0
  #trips = 0
  #probeAt = 0
  #change = new AbortController()

  constructor(options: BreakerOptions) {
    this.#options = options
  }

  get state(): BreakerState {
    return this.#state
  }

  /** How often it has opened. */
  get trips(): number {
    return this.#trips
  }

  /** Returns when the caller may try; it tells afterwards what became of it. @throws the reason of `signal`. */
  async pass(signal: AbortSignal): Promise<void> {
    const { clock } = this.#options
    while (this.#state !== 'closed') {
      signal.throwIfAborted()
      const waitMs = this.#probeAt - clock.now()
      if (this.#state === 'half-open') await aborted(this.#change.signal, signal)
      else if (waitMs > 0) await clock.sleep(waitMs, signal)
      else return this.#enter('half-open')
    }
  }

  succeeded(): void {
    this.#inARow = 0
    this.#enter('closed')
  }

  /** `isFinal` opens the breaker though the failures in a row are still few. */
  failed(isFinal: boolean): void {
    const { failures, recoveryMs, clock } = this.#options
    // Attempts that were under way when it opened say nothing new.
    if (this.#state === 'open') return
    this.#inARow++
    if (this.#state !== 'half-open' && this.#inARow < failures && !isFinal) return
    this.#trips++
    this.#probeAt = clock.now() + recoveryMs
    this.#enter('open')
  }

  #enter(state: BreakerState): void {
    if (state === this.#state) return
    this.#state = state
    this.#options.onChange?.(state)
    this.#change.abort()
    this.#change = new AbortController()
  }
}

/** Waits for the one, or fails with the reason of the other. */
async function aborted(awaited: AbortSignal, signal: AbortSignal): Promise<void> {
  await once(awaited, 'abort', { signal }).catch(() => signal.throwIfAborted())
}
