import { parentPort, workerData } from 'node:worker_threads'
import { DataDirectoryError } from '../../data-directory.ts'
import { UsageError } from '../../usage-error.ts'
import { why } from '../../why/why.ts'
import type { FromStories, StoriesStart, ToStories } from './messages.ts'

/** The thread that reads stories: decoding slices of the log would keep whoever serves from answering. */
export function runStories(): void {
  const { resolved } = workerData as StoriesStart
  const underWay = new Map<number, AbortController>()
  parentPort?.on('message', (message: ToStories) => {
    if (message.kind === 'cancel') return underWay.get(message.number)?.abort()
    const { number, name, depth } = message
    const gone = new AbortController()
    underWay.set(number, gone)
    const asked = why(resolved, { name, depth }, { signal: gone.signal, log: QUIET })
    void asked
      .then(
        (answer) => tell({ kind: 'answer', number, answer }),
        (error: Error) => tell(failureOf(number, error)),
      )
      .finally(() => underWay.delete(number))
  })
}

/** What would be warned of was told when the server began. */
const QUIET = { error: ignore, warn: ignore, info: ignore, debug: ignore }

function ignore(): void {}

function failureOf(number: number, error: Error): FromStories {
  const isMissing = error instanceof UsageError || error instanceof DataDirectoryError
  return { kind: 'failed', number, isMissing, message: isMissing ? error.message : (error.stack ?? error.message) }
}

function tell(message: FromStories): void {
  parentPort?.postMessage(message, [])
}
