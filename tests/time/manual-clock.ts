import { setImmediate } from 'node:timers/promises'
import type { WallClock } from '../../src/time/wall-clock.ts'

interface Sleeper {
  readonly until: number
  readonly wake: () => void
}

/** A wall clock that goes on only when it is told to. */
export interface ManualClock extends WallClock {
  /** Lets time pass, waking everybody in turn, with what they do then done. */
  advance(ms: number): Promise<void>
  /** Waits until everybody who can do something has done it. */
  settle(): Promise<void>
}

/** A clock that shows 0. */
export function manualClock(): ManualClock {
  let now = 0
  const sleepers = new Set<Sleeper>()
  return {
    now: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        const end = () => {
          sleepers.delete(sleeper)
          signal.removeEventListener('abort', abort)
        }
        const abort = () => {
          end()
          reject(signal.reason as Error)
        }
        const sleeper: Sleeper = {
          until: now + ms,
          wake: () => {
            end()
            resolve()
          },
        }
        if (signal.aborted) return abort()
        sleepers.add(sleeper)
        return signal.addEventListener('abort', abort)
      }),
    settle,
    async advance(ms) {
      const end = now + ms
      await settle()
      for (;;) {
        const next = [...sleepers].filter(({ until }) => until <= end).toSorted((a, b) => a.until - b.until)[0]
        if (next === undefined) break
        now = Math.max(now, next.until)
        next.wake()
        await settle()
      }
      now = end
      await settle()
    },
  }
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await setImmediate()
}
