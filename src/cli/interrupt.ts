import { EXIT } from './exit-codes.ts'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
/** Ctrl-C reaches every process of a terminal, and npm passes it on once more: copies this close are one key press. */
const SAME_PRESS_MS = 300

/** What stops a command. */
export interface Interrupt extends Disposable {
  readonly signal: AbortSignal
  /** Stops the command for a reason that is not the user's. */
  readonly stop: () => void
  /** Whether the user asked to stop. */
  readonly byUser: () => boolean
}

/** Listens for Ctrl-C and its kin: the first aborts the signal, a later one ends the process at once. */
export function listenForInterrupt(now: () => number, onFirst: () => void): Interrupt {
  const controller = new AbortController()
  let first: number | undefined
  const listener = () => {
    if (first === undefined) {
      first = now()
      onFirst()
      controller.abort()
    } else if (now() - first > SAME_PRESS_MS) {
      process.exit(EXIT.interrupted)
    }
  }
  for (const name of SIGNALS) process.on(name, listener)
  return {
    signal: controller.signal,
    stop: () => controller.abort(),
    byUser: () => first !== undefined,
    [Symbol.dispose]: () => {
      for (const name of SIGNALS) process.off(name, listener)
    },
  }
}
