/** What becomes of a batch that a producer sends. */
export type Fault =
  /** Rejected with an error that passes. */
  | 'busy'
  | 'internal-error'
  | 'release'
  /** Never answered, and not stored. */
  | 'ignore'
  /** Stored, and never answered. */
  | 'stored-silently'
  /** The link, the session or the connection ends instead of an answer. */
  | 'detach'
  | 'end-session'
  | 'drop-before'
  | 'drop-after'

/** Faults on demand. */
export interface Faults {
  /** These become of the next batches, one after the other. */
  readonly next: Fault[]
  /** Batches with such an event are rejected for good; absent, no event is decoded to find out. */
  poison: ((id: string) => boolean) | undefined
  /** No token is good enough. */
  refusesTokens: boolean
  /** Events a second; more are answered with `busy`. */
  eventsPerSecond: number
  /** Milliseconds until a batch is answered. */
  delayMs: number
  /** What happened, by fault. */
  readonly happened: Map<Fault | 'poison' | 'throttled', number>
}

/** No faults. */
export function noFaults(): Faults {
  return {
    next: [],
    poison: undefined,
    refusesTokens: false,
    eventsPerSecond: Number.POSITIVE_INFINITY,
    delayMs: 0,
    happened: new Map(),
  }
}

/** Lets so many events a second pass, on average over a second. */
export function createThrottle(faults: Faults): (events: number) => boolean {
  let tokens = 0
  let filledAt = performance.now()
  return (events) => {
    const rate = faults.eventsPerSecond
    if (rate === Number.POSITIVE_INFINITY) return true
    const now = performance.now()
    tokens = Math.min(rate, tokens + ((now - filledAt) / 1000) * rate)
    filledAt = now
    if (tokens <= 0) return false
    tokens -= events
    return true
  }
}
