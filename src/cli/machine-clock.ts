import { setTimeout as delay } from 'node:timers/promises'
import type { WallClock } from '../time/wall-clock.ts'

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
