import type { RecordedEvent } from '../event-store/port.ts'
import type { Slice } from '../event-store/reader.ts'
import type { FeedClock, SnapshotFrame } from './protocol.ts'
import { feedEvent } from './protocol.ts'
import { Tally } from './tally.ts'

/** What has happened in a stretch of the log. */
export interface Stretch {
  readonly position: string
  readonly events: readonly RecordedEvent[]
}

/** Hears of every stretch. */
export interface FeedListener {
  take(stretch: Stretch): void
}

const KEPT_EVENTS = 100

/** What is known of the newest events, and who wants to hear of them. */
export class Feed {
  readonly #tally: Tally
  readonly #clock: () => FeedClock
  readonly #listeners = new Set<FeedListener>()
  #position: string | null = null
  #newest: readonly RecordedEvent[] = []

  constructor(clock: () => FeedClock, now: () => number) {
    this.#clock = clock
    this.#tally = new Tally(now)
  }

  get clock(): FeedClock {
    return this.#clock()
  }

  get position(): string | null {
    return this.#position
  }

  rates(): Readonly<Record<string, number>> {
    return this.#tally.rates()
  }

  /** Begins behind a place; what is known of another log is forgotten. */
  startAt(position: bigint | 'start'): void {
    this.#position = position === 'start' ? null : String(position)
    this.#newest = []
  }

  take({ events, upTo }: Slice): void {
    this.#tally.add(events.map(({ type }) => type))
    this.#newest = [...this.#newest, ...events.slice(-KEPT_EVENTS)].slice(-KEPT_EVENTS)
    this.#position = String(upTo)
    const stretch = { position: this.#position, events }
    for (const listener of this.#listeners) listener.take(stretch)
  }

  listen(listener: FeedListener): Disposable {
    this.#listeners.add(listener)
    return { [Symbol.dispose]: () => void this.#listeners.delete(listener) }
  }

  snapshot(): SnapshotFrame {
    return {
      kind: 'snapshot',
      position: this.#position,
      clock: this.#clock(),
      totals: this.#tally.totals(),
      rates: this.#tally.rates(),
      events: this.#newest.map(feedEvent),
    }
  }
}
