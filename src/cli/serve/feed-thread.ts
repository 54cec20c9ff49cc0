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

/** How the feed does. */
export interface FeedState {
  readonly status: 'following' | 'resting' | 'dead'
  /** Why nothing is followed that could be, or the thread is dead. */
  readonly trouble: string | undefined
}

const BEAT_MS = 100
/** When the thread has ended, or what it must know cannot be read. */
const TRY_AGAIN_MS = 2000
const BROKEN = 1011
const TRY_AGAIN_LATER = 1013

/** The feed in a thread of its own, which is started again when it fails. */
export class FeedThread implements AsyncDisposable {
  readonly #parts: FeedThreadParts
  readonly #timer: NodeJS.Timeout
  readonly #clients = new Set<number>()
  /** Undefined while it is dead. */
  #worker: Worker | undefined
  #wires: HubWires | undefined
  #isFollowing = false
  /** Counts changes between following and resting: what was begun before the last one is of no interest any more. */
  #turn = 0
  #trouble: string | undefined
  #reached: number | null = null
  #isEnding = false

  constructor(parts: FeedThreadParts) {
    this.#parts = parts
    this.#start()
    this.#timer = setInterval(() => this.#beat(), BEAT_MS)
  }

  /** Connects the ways to clients. */
  connect(wires: HubWires): HubEnd {
    this.#wires = wires
    return {
      open: (client, from) => {
        if (this.#worker === undefined) return wires.end(client, TRY_AGAIN_LATER, 'the feed has failed', false)
        this.#clients.add(client)
        this.#tell({ kind: 'open', client, from })
      },
      message: (client, text) => this.#tell({ kind: 'message', client, text }),
      acknowledged: (client) => this.#tell({ kind: 'acknowledged', client }),
      close: (client) => {
        this.#clients.delete(client)
        this.#tell({ kind: 'close', client })
      },
    }
  }

  /** The number of the slice up to which everything is told; null while no log is followed. */
  reached(): number | null {
    return this.#reached
  }

  state(): FeedState {
    const status = this.#worker === undefined ? 'dead' : this.#isFollowing ? 'following' : 'resting'
    return { status, trouble: this.#trouble }
  }

  /** Forgets a log that is deleted, and lets clients know. */
  forget(): void {
    this.#turnTo(false)
    this.#tell({ kind: 'forget' })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isEnding = true
    clearInterval(this.#timer)
    // What is being read for a beginning comes too late: told behind the end, it would keep the thread alive.
    this.#turnTo(false)
    const worker = this.#worker
    if (worker === undefined) return
    const { promise: ended, resolve } = Promise.withResolvers<void>()
    worker.once('exit', () => resolve())
    this.#tell({ kind: 'end' })
    await ended
  }

  #start(): void {
    const program = new URL(`./feed-worker${extname(import.meta.url)}`, import.meta.url)
    const workerData: FeedStart = { config: this.#parts.config }
    const worker = startThread(program, { name: 'live feed', workerData })
    worker.on('message', (message: FromFeed) => this.#take(message))
    let reason = 'its thread has ended'
    worker.on('error', (error) => (reason = error.message))
    worker.once('exit', () => this.#bury(reason))
    this.#worker = worker
  }

  /** What was told to clients is lost with the thread: they begin anew when they come again. */
  #bury(reason: string): void {
    this.#worker = undefined
    if (this.#isEnding) return
    this.#trouble = reason
    this.#parts.warn(`live feed: ${reason}; starting it again`)
    this.#turnTo(false)
    for (const client of this.#clients) this.#wires?.end(client, BROKEN, 'the feed has failed', false)
    setTimeout(() => {
      if (!this.#isEnding) this.#start()
    }, TRY_AGAIN_MS).unref()
  }

  #tell(message: ToFeed): void {
    this.#worker?.postMessage(message, [])
  }

  #take(message: FromFeed): void {
    switch (message.kind) {
      case 'send':
        return this.#wires?.send(message.client, message.text)
      case 'end':
        return this.#wires?.end(message.client, message.code, message.reason, message.atOnce)
      case 'reached':
        this.#reached = message.slice
        if (message.slice !== null) this.#trouble = undefined
        return
      case 'failed':
        return this.#fail(message.following, message.message)
      case 'warn':
        this.#parts.warn(message.line)
    }
  }

  #beat(): void {
    if (this.#worker === undefined) return
    const { clock, canFollow } = this.#parts
    this.#tell({ kind: 'beat', clock: clock() })
    const isWanted = canFollow()
    if (!isWanted) this.#trouble = undefined
    if (isWanted === this.#isFollowing) return
    this.#turnTo(isWanted)
    if (isWanted) void this.#follow(this.#turn)
    else this.#tell({ kind: 'rest' })
  }

  #turnTo(isFollowing: boolean): void {
    this.#turn++
    this.#isFollowing = isFollowing
    this.#reached = null
  }

  async #follow(turn: number): Promise<void> {
    try {
      const known = await this.#parts.beginning()
      // History may be made anew meanwhile, and be done already.
      if (turn === this.#turn) this.#tell({ kind: 'follow', following: turn, ...known })
    } catch (error) {
      this.#fail(turn, (error as Error).message)
    }
  }

  /** What it begins with is read anew for another try. */
  #fail(turn: number, message: string): void {
    if (turn !== this.#turn) return
    this.#trouble = message
    this.#parts.warn(`live feed: ${message}`)
    setTimeout(() => {
      if (turn === this.#turn) this.#isFollowing = false
    }, TRY_AGAIN_MS).unref()
  }
}
