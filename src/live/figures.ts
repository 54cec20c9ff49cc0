import type { RecordedEvent } from '../event-store/port.ts'
import type { RetailEvent } from '../retail/events.ts'
import { MovingTrucks, type TruckOnTheRoad } from './moving-trucks.ts'
import { OpenStockouts } from './open-stockouts.ts'

/** The company in figures, on the newest business day on which somebody shops. Cents include tax. */
export interface KeyFigures {
  /** YYYY-MM-DD; null before anything is known. */
  readonly business_date: string | null
  /** Receipts of stores, returns taken off. */
  readonly sales_cents: number
  readonly receipts: number
  /** Parties that came in, and those that have left with a purchase. */
  readonly visits: number
  readonly purchases: number
  readonly orders: number
  readonly order_cents: number
  /** People in stores now. */
  readonly people: number
  /** Products that are sold out in a store now. */
  readonly stockouts: number
  readonly trucks: number
}

/** A store now. */
export interface StoreFigures {
  readonly store_id: number
  readonly people: number
  readonly sales_cents: number
}

/** Sums of a business day. */
interface DaySums {
  sales: number
  receipts: number
  visits: number
  purchases: number
  orders: number
  orderCents: number
  readonly storeSales: Map<number, number>
}

/** Days that may still get something: stores of several time zones are in two of them at most. */
const KEPT_DAYS = 3

/** Nothing of a day yet. */
function emptyDay(): DaySums {
  return { sales: 0, receipts: 0, visits: 0, purchases: 0, orders: 0, orderCents: 0, storeSales: new Map() }
}

/**
 * Follows the company's figures, event by event. It must hear of two days at least before it is right about people and trucks;
 * of products that were sold out before that it is told.
 */
export class Figures {
  readonly #days = new Map<string, DaySums>()
  readonly #people = new Map<number, number>()
  readonly #stockouts: OpenStockouts
  readonly #trucks = new MovingTrucks()
  #date: string | null = null

  /** Store and product of what is sold out. */
  constructor(stockouts: readonly (readonly [number, number])[]) {
    this.#stockouts = new OpenStockouts(stockouts)
  }

  take(events: readonly RecordedEvent[]): void {
    for (const event of events) this.#take(event, event as unknown as RetailEvent)
  }

  key(): KeyFigures {
    const { sales, receipts, visits, purchases, orders, orderCents } = this.#days.get(this.#date ?? '') ?? emptyDay()
    const sums = { sales_cents: sales, receipts, visits, purchases, orders, order_cents: orderCents }
    let people = 0
    for (const count of this.#people.values()) people += count
    return { business_date: this.#date, ...sums, people, stockouts: this.#stockouts.size, trucks: this.#trucks.size }
  }

  /** Stores in which something is going on, or was on that day. */
  stores(): readonly StoreFigures[] {
    const { storeSales } = this.#days.get(this.#date ?? '') ?? emptyDay()
    const ids = new Set([...storeSales.keys(), ...this.#people.keys()])
    return [...ids].map((id) => ({
      store_id: id,
      people: this.#people.get(id) ?? 0,
      sales_cents: storeSales.get(id) ?? 0,
    }))
  }

  trucks(): readonly TruckOnTheRoad[] {
    return this.#trucks.list()
  }

  #take({ businessDate }: RecordedEvent, event: RetailEvent): void {
    this.#stockouts.take(event)
    this.#trucks.take(event)
    if (event.type === 'receipt_created') {
      const { store_id, total_cents } = event.data
      const day = this.#day(businessDate)
      day.sales += total_cents
      day.receipts++
      day.storeSales.set(store_id, (day.storeSales.get(store_id) ?? 0) + total_cents)
    } else if (event.type === 'customer_entered') {
      this.#enter(businessDate, event.data)
    } else if (event.type === 'customer_left') {
      const { store_id, party_size, purchased } = event.data
      this.#people.set(store_id, Math.max(0, (this.#people.get(store_id) ?? 0) - party_size))
      if (purchased) this.#day(businessDate).purchases++
    } else if (event.type === 'online_order_created') {
      const day = this.#day(businessDate)
      day.orders++
      day.orderCents += event.data.total_cents
    }
  }

  /** A day begins for the company when somebody comes in. */
  #enter(date: string, { store_id, customer_count }: { readonly store_id: number; readonly customer_count: number }) {
    this.#people.set(store_id, (this.#people.get(store_id) ?? 0) + customer_count)
    this.#day(date).visits++
    if (this.#date === null || date > this.#date) this.#date = date
  }

  #day(date: string): DaySums {
    const known = this.#days.get(date)
    if (known !== undefined) return known
    const day = emptyDay()
    this.#days.set(date, day)
    const [oldest] = [...this.#days.keys()].toSorted()
    if (this.#days.size > KEPT_DAYS && oldest !== undefined) this.#days.delete(oldest)
    return day
  }
}
