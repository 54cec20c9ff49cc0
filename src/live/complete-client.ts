import { once } from 'node:events'
import type { Slice } from '../event-store/reader.ts'
import type { Feed } from './feed.ts'
import { feedEvent, type Subscription, type UpdateFrame, wants } from './protocol.ts'

/** What a complete client needs. */
export interface CompleteParts {
  readonly feed: Feed
  readonly send: (text: string) => void
  readonly regionOf: () => ReadonlyMap<number, number>
}

/** Frames that may be on their way. */
const WINDOW = 4

/** Tells one client every event that it wants from its place on, at its own pace: it reads the log by itself. */
export class CompleteClient {
  readonly #parts: CompleteParts
  readonly #taken = new EventTarget()
  #subscription: Subscription = {}
  #underWay = 0

  constructor(parts: CompleteParts) {
    this.#parts = parts
  }

  subscribe(subscription: Subscription): void {
    this.#subscription = subscription
  }

  acknowledged(): void {
    this.#underWay = Math.max(0, this.#underWay - 1)
    this.#taken.dispatchEvent(new Event('taken'))
  }

  /** Tells until `signal` is aborted. @throws what reading fails with. */
  async tell(slices: AsyncIterable<Slice>, signal: AbortSignal): Promise<void> {
    for await (const slice of slices) {
      while (this.#underWay >= WINDOW) await once(this.#taken, 'taken', { signal })
      this.#underWay++
      this.#parts.send(JSON.stringify(this.#frame(slice)))
    }
  }

  #frame({ events, upTo }: Slice): UpdateFrame {
    const { feed, regionOf } = this.#parts
    const counts: Record<string, number> = {}
    for (const { type } of events) counts[type] = (counts[type] ?? 0) + 1
    return {
      kind: 'frame',
      position: String(upTo),
      clock: feed.clock,
      rates: feed.rates(),
      figures: feed.keyFigures(),
      counts,
      events: events.filter((event) => wants(this.#subscription, event, regionOf())).map(feedEvent),
      left_out: 0,
    }
  }
}
