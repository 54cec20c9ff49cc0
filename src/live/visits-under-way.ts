import type { RecordedEvent } from '../event-store/port.ts'
import type { RetailEvent } from '../retail/events.ts'
import { parseIsoTime } from '../time/iso-time.ts'
import type { SimTime } from '../time/sim-time.ts'

/** Visits that have begun since an instant, and not ended; tables do not know of them before they end. */
export class VisitsUnderWay {
  readonly #since: SimTime
  readonly #people = new Map<number, number>()
  readonly #visits = new Map<string, number>()

  constructor(since: SimTime) {
    this.#since = since
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
    if (event.type === 'customer_entered' && occurredAt >= this.#since) {
      add(this.#people, event.data.store_id, event.data.customer_count)
      add(this.#visits, businessDate, 1)
    } else if (event.type === 'customer_left' && parseIsoTime(event.data.entered_at) >= this.#since) {
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
