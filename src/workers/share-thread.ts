import { extname } from 'node:path'
import type { Worker } from 'node:worker_threads'
import { startThread } from './start-thread.ts'
import type { Reply, Request, ShareSlice, ShareStart, SliceOrder } from './messages.ts'

/** A thread does not take this limit over from the command line: 16 MiB for each of the three parts of the young generation. */
const LIMITS = { maxYoungGenerationSizeMb: 48 }

/** A worker thread ended without being asked to. */
export class WorkerEnded extends Error {
  override readonly name = 'WorkerEnded'
}

interface Asked {
  readonly resolve: (reply: Reply) => void
  readonly reject: (error: unknown) => void
}

/** The main thread's end of a share: questions are answered in their order; a failure is the answer to all that are left. */
export class ShareThread {
  readonly #worker: Worker
  readonly #asked: Asked[] = []
  #failure: { readonly error: unknown } | undefined
  #spare: ArrayBuffer[] = []

  constructor(start: ShareStart, number: number) {
    const program = new URL(`./share-worker${extname(import.meta.url)}`, import.meta.url)
    this.#worker = startThread(program, { name: `share ${number}`, workerData: start, resourceLimits: LIMITS })
    this.#worker.on('message', (reply: Reply) => this.#take(reply))
    this.#worker.on('messageerror', (error) => this.#fail(error))
    this.#worker.on('error', (error) => this.#fail(error))
    this.#worker.on('exit', (code) =>
      this.#fail(new WorkerEnded(`worker ${number} ended by itself, with code ${code}`)),
    )
  }

  async simulate(order: SliceOrder): Promise<ShareSlice> {
    const spare = this.#spare
    this.#spare = []
    const reply = await this.#ask({ kind: 'simulate', ...order, spare }, spare)
    return (reply as Extract<Reply, { kind: 'slice' }>).slice
  }

  async save(): Promise<Uint8Array> {
    const reply = await this.#ask({ kind: 'save' })
    return (reply as Extract<Reply, { kind: 'state' }>).bytes
  }

  /** The buffer of a slice serves another one. */
  giveBack(buffer: ArrayBuffer): void {
    this.#spare.push(buffer)
  }

  async end(): Promise<void> {
    await this.#worker.terminate()
  }

  #ask(request: Request, buffers: ArrayBuffer[] = []): Promise<Reply> {
    const answer = new Promise<Reply>((resolve, reject) => {
      if (this.#failure === undefined) this.#asked.push({ resolve, reject })
      else reject(this.#failure.error)
    })
    // Several answers may be awaited one after the other: a failure of all of them is told with the first.
    answer.catch(() => undefined)
    if (this.#failure === undefined) this.#worker.postMessage(request, buffers)
    return answer
  }

  #take(reply: Reply): void {
    if (reply.kind === 'failed') this.#fail(reply.error)
    else this.#asked.shift()?.resolve(reply)
  }

  #fail(error: unknown): void {
    this.#failure ??= { error }
    for (const { reject } of this.#asked.splice(0)) reject(this.#failure.error)
  }
}
