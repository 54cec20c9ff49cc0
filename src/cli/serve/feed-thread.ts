import { once } from 'node:events'
import { extname } from 'node:path'
import type { Worker } from 'node:worker_threads'
import type { FeedClock } from '../../live/protocol.ts'
import type { HubWires } from '../../live/hub.ts'
import type { HubEnd } from '../../live/websocket.ts'
import { startThread } from '../../workers/start-thread.ts'
import type { FeedBeginning, FeedStart, FromFeed, ToFeed } from './feed-messages.ts'

/** What the feed's thread needs from here. */
export interface FeedThreadParts extends FeedStart {
  readonly clock: () => FeedClock
  /** Whether there is a log to follow, and nobody is making history. */
  readonly canFollow: () => boolean
  readonly beginning: () => Promise<FeedBeginning>
  readonly warn: (line: string) => void
}

const BEAT_MS = 100
/** When what it must know cannot be read. */
const TRY_AGAIN_MS = 2000

/** The feed in a thread of its own. */
export class FeedThread implements AsyncDisposable {
  readonly #parts: FeedThreadParts
  readonly #worker: Worker
  readonly #timer: NodeJS.Timeout
  #wires: HubWires | undefined
  #isFollowing = false
  #reached: number | null = null

  constructor(parts: FeedThreadParts) {
    this.#parts = parts
    const program = new URL(`./feed-worker${extname(import.meta.url)}`, import.meta.url)
    const workerData: FeedStart = { config: parts.config }
    this.#worker = startThread(program, { name: 'live feed', workerData })
    this.#worker.on('message', (message: FromFeed) => this.#take(message))
    this.#timer = setInterval(() => this.#beat(), BEAT_MS)
  }

  /** Connects the ways to clients. */
  connect(wires: HubWires): HubEnd {
    this.#wires = wires
    return {
      open: (client, from) => this.#tell({ kind: 'open', client, from }),
      message: (client, text) => this.#tell({ kind: 'message', client, text }),
      acknowledged: (client) => this.#tell({ kind: 'acknowledged', client }),
      close: (client) => this.#tell({ kind: 'close', client }),
    }
  }

  /** The number of the slice up to which everything is told; null while no log is followed. */
  reached(): number | null {
    return this.#reached
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#timer)
    // What is being read for a beginning comes too late: told behind the end, it would keep the thread alive.
    this.#isFollowing = false
    const ended = once(this.#worker, 'exit')
    this.#tell({ kind: 'end' })
    await ended
  }

  #tell(message: ToFeed): void {
    this.#worker.postMessage(message, [])
  }

  #take(message: FromFeed): void {
    if (message.kind === 'send') this.#wires?.send(message.client, message.text)
    else if (message.kind === 'end') this.#wires?.end(message.client, message.code, message.reason, message.atOnce)
    else if (message.kind === 'reached') this.#reached = message.slice
    else this.#parts.warn(message.line)
  }

  #beat(): void {
    const { clock, canFollow } = this.#parts
    this.#tell({ kind: 'beat', clock: clock() })
    if (canFollow() === this.#isFollowing) return
    this.#isFollowing = !this.#isFollowing
    if (!this.#isFollowing) return this.#tell({ kind: 'rest' })
    void this.#follow()
  }

  async #follow(): Promise<void> {
    const { beginning, warn } = this.#parts
    try {
      const known = await beginning()
      // History may be made anew meanwhile.
      if (this.#isFollowing) this.#tell({ kind: 'follow', ...known })
    } catch (error) {
      warn(`live feed: ${(error as Error).message}`)
      setTimeout(() => (this.#isFollowing = false), TRY_AGAIN_MS).unref()
    }
  }
}
