import type { RetailEvent } from '../retail/events.ts'

const PRODUCTS = 2 ** 24

/** Products that are sold out in a store. */
export class OpenStockouts {
  readonly #open: Set<number>

  /** Store and product of those that are open. */
  constructor(open: readonly (readonly [number, number])[]) {
    this.#open = new Set(open.map(([store, product]) => store * PRODUCTS + product))
  }

  get size(): number {
    return this.#open.size
  }

  take(event: RetailEvent): void {
    if (event.type === 'stockout_detected') {
      const { store_id, product_id } = event.data
      if (store_id !== null) this.#open.add(store_id * PRODUCTS + product_id)
    } else if (event.type === 'inventory_updated' && this.#open.size > 0) {
      const { store_id, product_id, balance } = event.data
      if (store_id !== null && balance > 0) this.#open.delete(store_id * PRODUCTS + product_id)
    }
  }
}
