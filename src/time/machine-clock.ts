import { setTimeout as delay } from 'node:timers/promises'

/** Wall time. */
export interface WallClock {
  /** Milliseconds from some instant on; never backwards. */
  readonly now: () => number
  /** @throws the reason of `signal` when that is aborted first. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>
}

/** Node's timers take no more. */
const LONGEST_SLEEP_MS = 2 ** 31 - 1

/** The clock of the machine. */
export const MACHINE_CLOCK: WallClock = {
  now: () => performance.now(),
  async sleep(ms, signal) {
    try {
      await delay(Math.min(ms, LONGEST_SLEEP_MS), undefined, { signal })
    } catch (error) {
      signal.throwIfAborted()
      throw error
    }
  },
}
