import type { RecordedEvent } from '../event-store/port.ts'
import type { Feed, FeedListener, Stretch } from './feed.ts'
import { feedEvent, type Subscription, type UpdateFrame, wants } from './protocol.ts'

const USUAL_SAMPLE = 50
/** With so many frames on their way, a client gets nothing new until it has taken one. */
const WINDOW = 8
/** A client that takes nothing for so long is cut. */
const STUCK_LIMIT_MS = 15_000
const MAP_EVERY_MS = 1000

/** What a sampling client needs. */
export interface SamplingParts {
  readonly feed: Feed
  readonly send: (text: string) => void
  /** Ends it. */
  readonly cut: (reason: string) => void
  readonly regionOf: () => ReadonlyMap<number, number>
  readonly now: () => number
}

/**
 * Gathers what happens for one client, and tells it at every beat: counts of everything, a sample of what it wants. A client
 * that is slow gets one frame for several beats; its frames never grow, and nobody waits for it.
 */
export class SamplingClient implements FeedListener {
  readonly #parts: SamplingParts
  #subscription: Subscription = {}
  #counts = new Map<string, number>()
  #sample: RecordedEvent[] = []
  #wanted = 0
  #underWay = 0
  #takenAt: number
  #mapAt = Number.NEGATIVE_INFINITY

  constructor(parts: SamplingParts) {
    this.#parts = parts
    this.#takenAt = parts.now()
  }

  /** A frame has left this machine. */
  acknowledged(): void {
    this.#underWay = Math.max(0, this.#underWay - 1)
    this.#takenAt = this.#parts.now()
  }

  subscribe(subscription: Subscription): void {
    this.#subscription = subscription
    this.#sample = []
    this.#wanted = 0
  }

  take({ events }: Stretch): void {
    const regionOf = this.#parts.regionOf()
    const { sample: most = USUAL_SAMPLE } = this.#subscription
    for (const event of events) {
      this.#counts.set(event.type, (this.#counts.get(event.type) ?? 0) + 1)
      if (!wants(this.#subscription, event, regionOf)) continue
      this.#wanted++
      this.#sample.push(event)
    }
    // The newest of each stretch: what is older has been shown, or is not worth showing any more.
    if (this.#sample.length > most) this.#sample = most === 0 ? [] : this.#sample.slice(-most)
  }

  /** Begins anew when everything is deleted. */
  forget(): void {
    this.#clear()
    this.#mapAt = Number.NEGATIVE_INFINITY
    this.#underWay++
    this.#parts.send(JSON.stringify(this.#parts.feed.snapshot()))
  }

  beat(): void {
    const { send, cut, now } = this.#parts
    if (this.#underWay >= WINDOW) {
      if (now() - this.#takenAt > STUCK_LIMIT_MS) cut('too slow')
      return
    }
    this.#underWay++
    send(JSON.stringify(this.#frame()))
    this.#sendMap()
    this.#clear()
  }

  #clear(): void {
    this.#counts = new Map()
    this.#sample = []
    this.#wanted = 0
  }

  #sendMap(): void {
    const { feed, send, now } = this.#parts
    if (this.#subscription.map !== true || now() - this.#mapAt < MAP_EVERY_MS) return
    this.#mapAt = now()
    this.#underWay++
    send(JSON.stringify(feed.map()))
  }

  #frame(): UpdateFrame {
    const { feed } = this.#parts
    return {
      kind: 'frame',
      position: feed.position,
      clock: feed.clock,
      rates: feed.rates(),
      figures: feed.keyFigures(),
      counts: Object.fromEntries(this.#counts),
      events: this.#sample.map(feedEvent),
      left_out: this.#wanted - this.#sample.length,
    }
  }
}
