import type { WallClock } from '../../time/wall-clock.ts'

/** At most so many events in each interval. */
export interface RateCapOptions {
  readonly burst: number
  readonly intervalMs: number
  readonly clock: WallClock
}

/** Holds events back that come too fast. */
export interface RateCap {
  /** Lets an event pass; a promise when it has to wait for the next interval. @throws the reason of `signal`. */
  take(signal: AbortSignal): Promise<void> | undefined
}

/** Intervals follow each other; one that begins late makes up for nothing. */
export function createRateCap({ burst, intervalMs, clock }: RateCapOptions): RateCap {
  let began = Number.NEGATIVE_INFINITY
  let taken = 0
  const take = (signal: AbortSignal): Promise<void> | undefined => {
    const now = clock.now()
    if (now >= began + intervalMs) {
      began = now
      taken = 0
    }
    if (taken++ < burst) return undefined
    return clock.sleep(began + intervalMs - now, signal).then(() => take(signal))
  }
  return { take }
}
