import type { RecordedEvent } from '../event-store/port.ts'
import type { Slice } from '../event-store/reader.ts'
import type { Figures, KeyFigures } from './figures.ts'
import type { FeedClock, MapFrame, SnapshotFrame } from './protocol.ts'
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
  #figures: Figures | undefined

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

  /** Null until they are known. */
  keyFigures(): KeyFigures | null {
    return this.#figures?.key() ?? null
  }

  /** Begins behind a place, with the figures there; what is known of another log is forgotten. */
  startAt(position: bigint | 'start', figures?: Figures): void {
    this.#position = position === 'start' ? null : String(position)
    this.#newest = []
    this.#figures = figures
  }

  /** Forgets a log that is deleted. */
  forget(): void {
    this.startAt('start')
    this.#tally.clear()
  }

  map(): MapFrame {
    const figures = this.#figures
    return { kind: 'map', clock: this.#clock(), stores: figures?.stores() ?? [], trucks: figures?.trucks() ?? [] }
  }

  take({ events, upTo }: Slice): void {
    this.#tally.add(events.map(({ type }) => type))
    this.#figures?.take(events)
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
      figures: this.keyFigures(),
      events: this.#newest.map(feedEvent),
    }
  }
}
