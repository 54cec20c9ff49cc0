import type { WallClock } from '../time/wall-clock.ts'
import type { Sink } from './sink.ts'
import type { Counts } from './statistics.ts'

/** A check that takes longer has failed; a sink has shorter limits of its own, and says what did not answer. */
const CHECK_LIMIT_MS = 20_000

interface Watched {
  readonly sink: Sink
  readonly counts: Counts
  readonly clock: WallClock
  readonly warn: (line: string) => void
  readonly everyMs: number
  readonly signal: AbortSignal
}

/** Asks the sink every now and then whether it is well, until it is ended; says so when that changes. */
export function watchSink({ sink, counts, clock, warn, everyMs, signal }: Watched): { end(): Promise<void> } {
  const ended = new AbortController()
  const either = AbortSignal.any([ended.signal, signal])
  let isWell = true
  const check = async () => {
    counts.checks++
    try {
      await sink.check(AbortSignal.any([either, AbortSignal.timeout(CHECK_LIMIT_MS)]))
      if (!isWell) warn(`${sink.name} is well again`)
      isWell = true
    } catch (error) {
      if (either.aborted) return
      counts.checksFailed++
      if (isWell) warn(`${sink.name} is not well: ${(error as Error).message}`)
      isWell = false
    }
  }
  const watching = (async () => {
    for (;;) {
      await clock.sleep(everyMs, either).catch(() => undefined)
      if (either.aborted) return
      await check()
    }
  })()
  return {
    async end() {
      ended.abort()
      await watching
    },
  }
}
