import type { RecordedEvent } from '../event-store/port.ts'
import type { RetailEvent } from '../retail/events.ts'
import { parseIsoTime } from '../time/iso-time.ts'
import type { SimTime } from '../time/sim-time.ts'

/** A stretch of simulated time; `to` is not included. */
export interface TimeSpan {
  readonly from: SimTime
  readonly to: SimTime
}

/** Visits that have begun in a stretch of time, and not ended in it; tables do not know of them before they end. Hears in any order. */
export class VisitsUnderWay {
  readonly #span: TimeSpan
  readonly #people = new Map<number, number>()
  readonly #visits = new Map<string, number>()

  constructor(span: TimeSpan) {
    this.#span = span
  }

  /** People by store. */
  get people(): ReadonlyMap<number, number> {
    return this.#people
  }

  /** Visits by business date. */
  get visits(): ReadonlyMap<string, number> {
    return this.#visits
  }

  take(events: readonly RecordedEvent[]): void {
    for (const event of events) this.#take(event, event as unknown as RetailEvent)
  }

  #take({ businessDate, occurredAt }: RecordedEvent, event: RetailEvent): void {
    const { from, to } = this.#span
    if (occurredAt < from || occurredAt >= to) return
    if (event.type === 'customer_entered') {
      add(this.#people, event.data.store_id, event.data.customer_count)
      add(this.#visits, businessDate, 1)
    } else if (event.type === 'customer_left' && parseIsoTime(event.data.entered_at) >= from) {
      add(this.#people, event.data.store_id, -event.data.party_size)
      add(this.#visits, businessDate, -1)
    }
  }
}

/** What comes to nothing is no entry. */
function add<Key>(counts: Map<Key, number>, key: Key, change: number): void {
  const count = (counts.get(key) ?? 0) + change
  if (count === 0) counts.delete(key)
  else counts.set(key, count)
}
