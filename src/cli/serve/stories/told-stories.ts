import { extname } from 'node:path'
import type { Worker } from 'node:worker_threads'
import { EngineRefused } from '../../../api/engine.ts'
import type { Stories, StoryAnswer, StoryRequest } from '../../../api/stories.ts'
import type { ResolvedConfig } from '../../../config/resolve.ts'
import { startThread } from '../../../workers/start-thread.ts'
import { parseSubject, SUBJECT_FORMS } from '../../why/subject.ts'
import type { FromStories, StoriesStart, ToStories } from './messages.ts'

/** What tells stories. */
export interface ToldStoriesParts {
  readonly config: () => Promise<ResolvedConfig>
  readonly hasLog: () => boolean
  /** Milliseconds that an answer may take. */
  readonly limitMs?: number
}

const LIMIT_MS = 10_000
/** A question that nobody waits for must end within this time. */
const CANCEL_MS = 5000
const IDLE_MS = 60_000

interface Waiting {
  readonly resolve: (story: StoryAnswer | undefined) => void
  readonly reject: (error: Error) => void
  /** Ends the thread, once the question is cancelled and goes on. */
  lastLimit?: NodeJS.Timeout
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

  async tell({ name, depth, signal }: StoryRequest): Promise<StoryAnswer | undefined> {
    const { hasLog, config, limitMs = LIMIT_MS } = this.#parts
    if (!hasLog()) throw new EngineRefused('missing', 'there is no history yet: generate it first')
    const resolved = await config()
    clearTimeout(this.#idle)
    const number = ++this.#number
    const { promise, resolve, reject } = Promise.withResolvers<StoryAnswer | undefined>()
    this.#waiting.set(number, { resolve, reject })
    const giveUp = (reason: string) => this.#cancel(number, reason)
    const limit = setTimeout(() => giveUp(`the log was not read within ${limitMs / 1000} s`), limitMs)
    const leave = () => giveUp('nobody waits for it')
    signal.addEventListener('abort', leave)
    this.#say((this.#worker ??= this.#start({ resolved })), { kind: 'ask', number, name, depth })
    try {
      return await promise
    } finally {
      clearTimeout(limit)
      signal.removeEventListener('abort', leave)
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#end(this.#worker, 'the server ends')
  }

  #say(worker: Worker, message: ToStories): void {
    worker.postMessage(message, [])
  }

  #start(workerData: StoriesStart): Worker {
    const program = new URL(`./stories-worker${extname(import.meta.url)}`, import.meta.url)
    const worker = startThread(program, { name: 'stories', workerData })
    worker.on('message', (message: FromStories) => this.#take(message))
    worker.on('error', (error) => void this.#end(worker, error.message))
    worker.unref()
    return worker
  }

  #take(message: FromStories): void {
    const waiting = this.#waiting.get(message.number)
    clearTimeout(waiting?.lastLimit)
    this.#waiting.delete(message.number)
    if (message.kind === 'answer') waiting?.resolve(message.answer)
    else if (message.isMissing) waiting?.reject(new EngineRefused('missing', message.message))
    else waiting?.reject(new Error(`a story could not be told: ${message.message}`))
    this.#rest()
  }

  /** Others that wait go on, unless the thread does not let go of this one. */
  #cancel(number: number, reason: string): void {
    const waiting = this.#waiting.get(number)
    const worker = this.#worker
    if (waiting === undefined || worker === undefined || waiting.lastLimit !== undefined) return
    waiting.reject(new EngineRefused('unanswered', reason))
    waiting.lastLimit = setTimeout(() => void this.#end(worker, 'the log cannot be read'), CANCEL_MS)
    waiting.lastLimit.unref()
    this.#say(worker, { kind: 'cancel', number })
  }

  async #end(worker: Worker | undefined, reason: string): Promise<void> {
    if (worker === undefined || worker !== this.#worker) return
    this.#worker = undefined
    clearTimeout(this.#idle)
    for (const { reject, lastLimit } of this.#waiting.values()) {
      clearTimeout(lastLimit)
      reject(new EngineRefused('unanswered', reason))
    }
    this.#waiting.clear()
    await worker.terminate()
  }

  #rest(): void {
    if (this.#waiting.size > 0) return
    clearTimeout(this.#idle)
    const worker = this.#worker
    this.#idle = setTimeout(() => void this.#end(worker, 'there was no question'), IDLE_MS)
    this.#idle.unref()
  }
}
