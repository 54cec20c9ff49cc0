const MS_PER_MINUTE = 60_000
/** Node's timers take no more. */
const LONGEST_TIMER_MS = 2 ** 31 - 1

/** Aborted after so many minutes, fractions included; null for never. It keeps no process up. */
export function durationSignal(minutes: number | null): AbortSignal {
  const controller = new AbortController()
  if (minutes !== null) abortAfter(controller, minutes * MS_PER_MINUTE)
  return controller.signal
}

function abortAfter(controller: AbortController, ms: number): void {
  const end = performance.now() + ms
  const look = () => {
    const left = Math.ceil(end - performance.now())
    if (left <= 0) controller.abort()
    else setTimeout(look, Math.min(left, LONGEST_TIMER_MS)).unref()
  }
  look()
}
