import { extname } from 'node:path'
import type { Worker } from 'node:worker_threads'
import { EngineRefused } from '../../../api/engine.ts'
import type { Stories, Story, StoryRequest } from '../../../api/stories.ts'
import type { ResolvedConfig } from '../../../config/resolve.ts'
import { startThread } from '../../../workers/start-thread.ts'
import { parseSubject, SUBJECT_FORMS } from '../../why/subject.ts'
import type { Answered, Asked, StoriesStart } from './messages.ts'

/** What tells stories. */
export interface ToldStoriesParts {
  readonly config: () => Promise<ResolvedConfig>
  readonly hasLog: () => boolean
}

const LIMIT_MS = 10_000
const IDLE_MS = 60_000

interface Waiting {
  readonly resolve: (story: Story | undefined) => void
  readonly reject: (error: Error) => void
}

/** Tells stories from a thread that is started by the first question and ended when there has been none for a while. */
export class ToldStories implements Stories, AsyncDisposable {
  readonly forms = SUBJECT_FORMS
  readonly #parts: ToldStoriesParts
  readonly #waiting = new Map<number, Waiting>()
  #worker: Worker | undefined
  #idle: NodeJS.Timeout | undefined
  #number = 0

  constructor(parts: ToldStoriesParts) {
    this.#parts = parts
  }

  isName(text: string): boolean {
    return parseSubject(text) !== undefined
  }

  async tell({ name, depth }: StoryRequest): Promise<Story | undefined> {
    if (!this.#parts.hasLog()) throw new EngineRefused('missing', 'there is no history yet: generate it first')
    const resolved = await this.#parts.config()
    const worker = (this.#worker ??= this.#start({ resolved }))
    const number = ++this.#number
    const { promise, resolve, reject } = Promise.withResolvers<Story | undefined>()
    this.#waiting.set(number, { resolve, reject })
    const limit = setTimeout(() => this.#giveUp(), LIMIT_MS)
    clearTimeout(this.#idle)
    worker.postMessage({ number, name, depth } satisfies Asked, [])
    try {
      return await promise
    } finally {
      clearTimeout(limit)
      this.#waiting.delete(number)
      this.#rest()
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#end('the server ends')
  }

  #start(workerData: StoriesStart): Worker {
    const program = new URL(`./stories-worker${extname(import.meta.url)}`, import.meta.url)
    const worker = startThread(program, { name: 'stories', workerData })
    worker.on('message', ({ number, answer, error }: Answered) => {
      const waiting = this.#waiting.get(number)
      if (error === undefined) waiting?.resolve(answer)
      else waiting?.reject(new EngineRefused('missing', error))
    })
    worker.on('error', (error) => void this.#end(error.message))
    worker.unref()
    return worker
  }

  /** A log that does not answer would keep the thread for good. */
  #giveUp(): void {
    void this.#end(`the log was not read within ${LIMIT_MS / 1000} s`)
  }

  async #end(reason: string): Promise<void> {
    clearTimeout(this.#idle)
    const worker = this.#worker
    this.#worker = undefined
    for (const { reject } of this.#waiting.values()) reject(new EngineRefused('unanswered', reason))
    await worker?.terminate()
  }

  #rest(): void {
    if (this.#waiting.size > 0) return
    clearTimeout(this.#idle)
    this.#idle = setTimeout(() => void this.#end('there was no question'), IDLE_MS)
    this.#idle.unref()
  }
}
