import { parentPort, workerData } from 'node:worker_threads'
import { why } from '../../why/why.ts'
import type { Answered, Asked, StoriesStart } from './messages.ts'

/** The thread that reads stories: decoding slices of the log would keep whoever serves from answering. */
export function runStories(): void {
  const { resolved } = workerData as StoriesStart
  parentPort?.on('message', (asked: Asked) => void answer(resolved, asked))
}

async function answer(resolved: StoriesStart['resolved'], { number, ...question }: Asked): Promise<void> {
  try {
    tell({ number, answer: await why(resolved, question, AROUND) })
  } catch (error) {
    tell({ number, error: (error as Error).message })
  }
}

/** It is ended with its thread, and what would be warned of was told when the server began. */
const AROUND = {
  signal: new AbortController().signal,
  log: { error: ignore, warn: ignore, info: ignore, debug: ignore },
}

function ignore(): void {}

function tell(answered: Answered): void {
  parentPort?.postMessage(answered, [])
}
