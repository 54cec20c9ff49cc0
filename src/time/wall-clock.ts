/** Wall time. */
export interface WallClock {
  /** Milliseconds from some instant on; never backwards. */
  readonly now: () => number
  /** @throws the reason of `signal` when that is aborted first. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>
}
