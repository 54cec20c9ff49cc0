import type { Sink } from '../../src/publishing/sink.ts'

/** A batch that reached the sink. */
export interface SentBatch {
  readonly lane: number
  readonly ids: readonly string[]
}

/** A sink in memory that fails as it is told to. */
export interface ScriptedSink extends Sink {
  readonly batches: readonly SentBatch[]
  /** Everything that was confirmed, in order of arrival. */
  readonly ids: readonly string[]
  /** These are thrown by the next sends, one after the other; undefined for none. */
  readonly failures: Array<Error | undefined>
  /** Thrown by checks while set. */
  checkFailure: Error | undefined
  checks: number
  attempts: number
  /** Until it is opened, sends do not end. */
  hold(): { open(): void }
}

/** Takes up to `capacity` events at once. */
export function scriptedSink({ lanes = 1, capacity = 1000 } = {}): ScriptedSink {
  const batches: SentBatch[] = []
  let gate: Promise<void> | undefined
  const sink: ScriptedSink = {
    name: 'scripted',
    lanes,
    batches,
    get ids() {
      return batches.flatMap(({ ids }) => ids)
    },
    failures: [],
    checkFailure: undefined,
    checks: 0,
    attempts: 0,
    hold() {
      const opening = Promise.withResolvers<void>()
      gate = opening.promise
      return {
        open: () => {
          gate = undefined
          opening.resolve()
        },
      }
    },
    async send(lane, events, signal) {
      sink.attempts++
      if (gate !== undefined) await Promise.race([gate, untilAborted(signal)])
      signal.throwIfAborted()
      const failure = sink.failures.shift()
      if (failure !== undefined) throw failure
      const taken = events.slice(0, capacity)
      batches.push({ lane, ids: taken.map(({ id }) => id) })
      return taken.length
    },
    async check() {
      sink.checks++
      if (sink.checkFailure !== undefined) throw sink.checkFailure
      return {}
    },
    [Symbol.asyncDispose]: async () => undefined,
  }
  return sink
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve())
  })
}
