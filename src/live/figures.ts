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

/** Sums of a business day; cents of sales by store as well. */
export interface DaySums {
  readonly sales: number
  readonly receipts: number
  readonly visits: number
  readonly purchases: number
  readonly orders: number
  readonly orderCents: number
  readonly storeSales: ReadonlyMap<number, number>
}

/** Nothing of a day yet. */
export const EMPTY_DAY: DaySums = {
  sales: 0,
  receipts: 0,
  visits: 0,
  purchases: 0,
  orders: 0,
  orderCents: 0,
  storeSales: new Map(),
}

/** A company at an instant: what figures go on from. */
export interface CompanyAt {
  /** Store and product of what is sold out. */
  readonly stockouts: readonly (readonly [number, number])[]
  readonly trucks: readonly TruckOnTheRoad[]
  /** People inside by store. */
  readonly people: ReadonlyMap<number, number>
  /** The newest business day on which somebody has come in, and later ones, by date. */
  readonly days: ReadonlyMap<string, DaySums>
}

/** A company of which nothing is known. */
export const UNKNOWN: CompanyAt = { stockouts: [], trucks: [], people: new Map(), days: new Map() }

type GrowingDay = { -readonly [Name in Exclude<keyof DaySums, 'storeSales'>]: number } & {
  readonly storeSales: Map<number, number>
}

/** Days that may still get something: stores of several time zones are in two of them at most. */
const KEPT_DAYS = 3

function emptyDay(): GrowingDay {
  return { ...EMPTY_DAY, storeSales: new Map() }
}

/** Follows the company's figures from an instant on, event by event. */
export class Figures {
  readonly #days: Map<string, GrowingDay>
  readonly #people: Map<number, number>
  readonly #stockouts: OpenStockouts
  readonly #trucks: MovingTrucks
  #date: string | null

  constructor({ stockouts, trucks, people, days }: CompanyAt) {
    this.#stockouts = new OpenStockouts(stockouts)
    this.#trucks = new MovingTrucks(trucks)
    this.#people = new Map(people)
    this.#days = new Map([...days].map(([date, day]) => [date, { ...day, storeSales: new Map(day.storeSales) }]))
    this.#date =
      [...days]
        .filter(([, { visits }]) => visits > 0)
        .map(([date]) => date)
        .toSorted()
        .at(-1) ?? null
  }

  take(events: readonly RecordedEvent[]): void {
    for (const event of events) this.#take(event, event as unknown as RetailEvent)
  }

  key(): KeyFigures {
    const { sales, receipts, visits, purchases, orders, orderCents } = this.#days.get(this.#date ?? '') ?? EMPTY_DAY
    const sums = { sales_cents: sales, receipts, visits, purchases, orders, order_cents: orderCents }
    let people = 0
    for (const count of this.#people.values()) people += count
    return { business_date: this.#date, ...sums, people, stockouts: this.#stockouts.size, trucks: this.#trucks.size }
  }

  /** Stores in which something is going on, or was on that day. */
  stores(): readonly StoreFigures[] {
    const { storeSales } = this.#days.get(this.#date ?? '') ?? EMPTY_DAY
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
      const left = (this.#people.get(store_id) ?? 0) - party_size
      if (left > 0) this.#people.set(store_id, left)
      else this.#people.delete(store_id)
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

  #day(date: string): GrowingDay {
    const known = this.#days.get(date)
    if (known !== undefined) return known
    const day = emptyDay()
    this.#days.set(date, day)
    const [oldest] = [...this.#days.keys()].toSorted()
    if (this.#days.size > KEPT_DAYS && oldest !== undefined) this.#days.delete(oldest)
    return day
  }
}
