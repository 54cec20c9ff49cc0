import type { LogBatch, RecordedEvent } from './port.ts'

/** A follower that does not take its batches goes back to reading the store beyond this many waiting events. */
const MAX_WAITING_EVENTS = 262_144

/** What one transaction added to the log: events in position order behind `from`. */
export interface Committed {
  readonly from: number
  readonly upTo: number
  readonly appends: ReadonlyArray<readonly RecordedEvent[]>
}

/** One subscription that has read everything and waits. */
export interface Follower {
  /** The next batch from memory, or undefined when the store has to be read (again), or when the wait was ended. */
  next(): Promise<LogBatch | undefined>
  /** Ends the wait. */
  interrupt(): void
  leave(): void
}

/** Hands what was just committed to the subscriptions that are at the end of the log. */
export interface Tip {
  readonly hasFollowers: boolean
  publish(committed: Committed): void
  /** Sends every follower back to the store: another process wrote, or the store closes. */
  interrupt(): void
  follow(after: number, prefixes: readonly string[] | undefined): Follower
}

/** A tip without followers. */
export function createTip(): Tip {
  const followers = new Set<TipFollower>()
  return {
    get hasFollowers() {
      return followers.size > 0
    },
    publish(committed) {
      for (const follower of followers) follower.take(committed)
    },
    interrupt() {
      for (const follower of followers) follower.interrupt()
    },
    follow(after, prefixes) {
      const follower = new TipFollower(after, prefixes, () => followers.delete(follower))
      followers.add(follower)
      return follower
    },
  }
}

class TipFollower implements Follower {
  readonly #prefixes: readonly string[] | undefined
  readonly #onLeave: () => void
  #at: number
  #waiting: LogBatch[] = []
  #waitingEvents = 0
  #behind = false
  #wake: (() => void) | undefined

  constructor(after: number, prefixes: readonly string[] | undefined, onLeave: () => void) {
    this.#at = after
    this.#prefixes = prefixes
    this.#onLeave = onLeave
  }

  take({ from, upTo, appends }: Committed): void {
    const events = this.#passing(appends)
    const full = this.#waiting.length > 0 && this.#waitingEvents + events.length > MAX_WAITING_EVENTS
    if (this.#behind || from !== this.#at || full) {
      this.interrupt()
      return
    }
    this.#at = upTo
    this.#waiting.push({ events, upTo: BigInt(upTo) })
    this.#waitingEvents += events.length
    this.#wake?.()
  }

  interrupt(): void {
    this.#behind = true
    this.#waiting = []
    this.#wake?.()
  }

  async next(): Promise<LogBatch | undefined> {
    if (this.#waiting.length === 0 && !this.#behind) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
      this.#wake = undefined
    }
    const batch = this.#behind ? undefined : this.#waiting.shift()
    this.#waitingEvents -= batch?.events.length ?? 0
    return batch
  }

  leave(): void {
    this.#onLeave()
  }

  #passing(appends: ReadonlyArray<readonly RecordedEvent[]>): RecordedEvent[] {
    const prefixes = this.#prefixes
    if (prefixes === undefined) return appends.flat()
    return appends.filter(([{ stream }]) => prefixes.some((prefix) => stream.startsWith(prefix))).flat()
  }
}
