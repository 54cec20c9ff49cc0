import type { Slice } from '../event-store/reader.ts'
import { CompleteClient } from './complete-client.ts'
import { Feed } from './feed.ts'
import type { ErrorFrame, FeedClock } from './protocol.ts'
import { readSubscription } from './read-subscription.ts'
import { SamplingClient } from './sampling-client.ts'

/** The ways to all clients. */
export interface HubWires {
  /** Sends a text; `acknowledged` tells when it has left this machine. */
  readonly send: (client: number, text: string) => void
  /** Closes a client with a code of WebSocket, waiting for its answer or not. */
  readonly end: (client: number, code: number, reason: string, atOnce: boolean) => void
}

/** What a hub needs. */
export interface HubParts {
  readonly wires: HubWires
  /** Whole slices behind a place in the log, then live. */
  readonly slicesAfter: (position: bigint, signal: AbortSignal) => AsyncIterable<Slice>
  /** Milliseconds. */
  readonly now: () => number
}

interface HubClient extends Disposable {
  /** What it has been sent since was taken. */
  readonly acknowledged: () => void
  readonly subscribe: SamplingClient['subscribe']
  readonly beat?: () => void
  /** Everything is deleted. */
  readonly forget: () => void
}

const POLICY = 1008
const BROKEN = 1011
const TRY_AGAIN_LATER = 1013
const STILL: FeedClock = { status: 'stopped', simulated_time: null, speed: 1, achieved_speed: 0, lag_ms: 0 }

/** Everybody who listens to the feed, by number. It knows no sockets, so that it can run where decoding disturbs nobody. */
export class FeedHub {
  readonly feed: Feed
  readonly #parts: HubParts
  readonly #clients = new Map<number, HubClient>()
  #clock = STILL
  #regions: ReadonlyMap<number, number> = new Map()

  constructor(parts: HubParts) {
    this.#parts = parts
    this.feed = new Feed(() => this.#clock, parts.now)
  }

  /** The DC of each store. */
  setRegions(regions: ReadonlyMap<number, number>): void {
    this.#regions = regions
  }

  /** Welcomes a client; with a place, it gets everything behind that. */
  open(id: number, from: string | null): void {
    const { wires } = this.#parts
    if (from !== null && !/^\d{1,19}$/.test(from)) {
      return wires.end(id, POLICY, 'from: allowed: a position that the feed has told', false)
    }
    wires.send(id, JSON.stringify(this.feed.snapshot()))
    this.#clients.set(id, from === null ? this.#sample(id) : this.#follow(id, BigInt(from)))
  }

  /** Takes a line of a client. */
  message(id: number, text: string): void {
    const client = this.#clients.get(id)
    try {
      client?.subscribe(readSubscription(text))
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
      const answer: ErrorFrame = { kind: 'error', message: error.message }
      this.#parts.wires.send(id, JSON.stringify(answer))
    }
  }

  acknowledged(id: number): void {
    this.#clients.get(id)?.acknowledged()
  }

  close(id: number): void {
    this.#clients.get(id)?.[Symbol.dispose]()
    this.#clients.delete(id)
  }

  /** Lets everybody hear what has gathered. */
  beat(clock: FeedClock): void {
    this.#clock = clock
    for (const client of this.#clients.values()) client.beat?.()
  }

  /** Forgets a log that is deleted, and lets everybody know. */
  forget(): void {
    this.feed.forget()
    this.#regions = new Map()
    for (const client of this.#clients.values()) client.forget()
  }

  #sample(id: number): HubClient {
    const { wires, now } = this.#parts
    const client = new SamplingClient({
      feed: this.feed,
      send: (text) => wires.send(id, text),
      cut: (reason) => wires.end(id, TRY_AGAIN_LATER, reason, true),
      regionOf: () => this.#regions,
      now,
    })
    const listening = this.feed.listen(client)
    return Object.assign(client, { [Symbol.dispose]: () => listening[Symbol.dispose]() })
  }

  #follow(id: number, position: bigint): HubClient {
    const { wires, slicesAfter } = this.#parts
    const gone = new AbortController()
    const client = new CompleteClient({
      feed: this.feed,
      send: (text) => wires.send(id, text),
      regionOf: () => this.#regions,
    })
    client.tell(slicesAfter(position, gone.signal), gone.signal).catch((error: Error) => {
      if (!gone.signal.aborted) wires.end(id, BROKEN, error.message.slice(0, 100), false)
    })
    const forget = () => {
      gone.abort()
      wires.end(id, BROKEN, 'everything is deleted', false)
    }
    return Object.assign(client, { forget, [Symbol.dispose]: () => gone.abort() })
  }
}
