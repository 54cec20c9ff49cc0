import { setTimeout as delay } from 'node:timers/promises'
import { EventStoreUnavailable } from './port.ts'

const FIRST_PAUSE_MS = 50
const LONGEST_PAUSE_MS = 5000
/** Shorter interruptions are nobody's business. */
const TOLD_AFTER_MS = 1000

/** The connection to a server is lost, or was never there: what was under way may have happened or not. */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost'
}

/** How long somebody goes on trying. */
export interface PatienceOptions {
  /** Milliseconds from the first failure on. */
  readonly limitMs: number
  /** Hears of long interruptions, and of their end. */
  readonly tell: (line: string) => void
  /** Ends all patience: somebody wants to stop. */
  readonly signal?: AbortSignal | undefined
  /** Whether the time before the first failure counts. */
  readonly fromNow?: boolean
}

/** The pauses between attempts: they double, and a success makes them short again. */
export interface Patience {
  /** Waits before the next attempt; not at all when `signal` is aborted. @throws EventStoreUnavailable when it has run out. */
  wait(lost: ConnectionLost, signal?: AbortSignal): Promise<void>
  succeeded(): void
}

/** Fresh patience. */
export function createPatience({ limitMs, tell, signal: stop, fromNow = false }: PatienceOptions): Patience {
  let since = fromNow ? performance.now() : undefined
  const stopIfAsked = ({ message }: ConnectionLost) => {
    if (stop?.aborted) throw new EventStoreUnavailable(`${message}; stopped waiting`)
  }
  let pause = FIRST_PAUSE_MS
  let told = false
  return {
    async wait(lost, signal) {
      stopIfAsked(lost)
      since ??= performance.now()
      const waited = performance.now() - since
      if (waited >= limitMs) throw new EventStoreUnavailable(`${lost.message} (tried for ${inSeconds(waited)} s)`)
      if (waited >= TOLD_AFTER_MS && !told) {
        told = true
        tell(`${lost.message}; trying again`)
      }
      const ends = AbortSignal.any([signal, stop].filter((one) => one !== undefined))
      await delay(Math.min(pause, limitMs - waited), undefined, { signal: ends }).catch(() => undefined)
      stopIfAsked(lost)
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS)
    },
    succeeded() {
      if (told) tell('the event store answers again')
      since = undefined
      pause = FIRST_PAUSE_MS
      told = false
    },
  }
}

function inSeconds(ms: number): number {
  return Math.round(ms / 100) / 10
}
