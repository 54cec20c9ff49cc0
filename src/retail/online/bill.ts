import type { DayNumber } from '../../time/business-date.ts'
import type { Company } from '../company.ts'
import type { Customer } from '../master-data/types.ts'
import { priceOf } from '../prices/shelf-prices.ts'
import { taxCents } from '../sales/tax.ts'
import type { World } from '../world.ts'
import type { OnlineOrderCreated } from './events.ts'
import type { Serving } from './find-node.ts'
import type { Units } from './order.ts'

/** The part of an order that says what it costs. */
export type Bill = Pick<
  OnlineOrderCreated['data'],
  'item_count' | 'lines' | 'gross_subtotal_cents' | 'discount_cents' | 'subtotal_cents' | 'tax_cents' | 'total_cents'
>

/** What somebody buys in the web shop, where it comes from, and the region's business day. */
export interface Purchase {
  readonly customer: Customer
  readonly serving: Serving
  readonly day: DayNumber
  readonly units: readonly Units[]
}

/** What lines cost at a node. Tax per line by the rate of the serving store, for the DC by that of the customer's store. */
export function billOf({ master }: Company, world: World, { customer, serving, day, units }: Purchase): Bill {
  const storeId = serving.node_type === 'STORE' ? serving.node_id : customer.homeStoreId
  const { taxRateBps } = master.stores[storeId - 1]
  const lines = units.map(({ product_id, quantity }) => {
    const unit_price_cents = priceOf(world, product_id - 1, day)
    const extended_price_cents = unit_price_cents * quantity
    return { product_id, quantity, unit_price_cents, discount_cents: 0, extended_price_cents, promo_code: null }
  })
  const subtotal = lines.reduce((sum, line) => sum + line.extended_price_cents, 0)
  const tax = lines.reduce((sum, { product_id, extended_price_cents }) => {
    return sum + taxCents(extended_price_cents, taxRateBps, master.products[product_id - 1].taxability)
  }, 0)
  return {
    item_count: lines.reduce((sum, { quantity }) => sum + quantity, 0),
    lines,
    gross_subtotal_cents: subtotal,
    discount_cents: 0,
    subtotal_cents: subtotal,
    tax_cents: tax,
    total_cents: subtotal + tax,
  }
}
