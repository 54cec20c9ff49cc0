import type { Moment } from '../../simulation/moment.ts'
import type { DayNumber } from '../../time/business-date.ts'
import type { Company } from '../company.ts'
import { type Customer, SEGMENTS } from '../master-data/types.ts'
import { priceOf } from '../prices/shelf-prices.ts'
import { type Discounts, promote } from '../promotions/promote.ts'
import type { Promotion } from '../promotions/promotion.ts'
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

/** A bill, and the promotion that makes some of it cheaper. */
export interface Billed {
  readonly bill: Bill
  readonly promotion: Promotion | null
}

/** What lines cost at a node. Tax per line by the rate of the serving store, for the DC by that of the customer's store. */
export function billOf(company: Company, world: World, purchase: Purchase, at: Moment): Billed {
  const { stores, products } = company.master
  const { customer, serving } = purchase
  const { taxRateBps } = stores[(serving.node_type === 'STORE' ? serving.node_id : customer.homeStoreId) - 1]
  const { lines, promotion } = linesOf(company, world, purchase, at)
  const sum = (of: (line: Bill['lines'][number]) => number) => lines.reduce((total, line) => total + of(line), 0)
  const discount = sum((line) => line.discount_cents)
  const subtotal = sum((line) => line.extended_price_cents)
  const tax = sum(({ product_id, extended_price_cents }) =>
    taxCents(extended_price_cents, taxRateBps, products[product_id - 1].taxability),
  )
  const bill = {
    item_count: sum(({ quantity }) => quantity),
    lines,
    gross_subtotal_cents: subtotal + discount,
    discount_cents: discount,
    subtotal_cents: subtotal,
    tax_cents: tax,
    total_cents: subtotal + tax,
  }
  return { bill, promotion }
}

function linesOf(company: Company, world: World, purchase: Purchase, at: Moment) {
  const discounts = discountsOf(company, world, purchase, at)
  const lines = purchase.units.map(({ product_id, quantity }, place) => {
    const unit_price_cents = priceOf(world, product_id - 1, purchase.day)
    const discount_cents = discounts?.cents[place] ?? 0
    const extended_price_cents = unit_price_cents * quantity - discount_cents
    const promo_code = discounts !== null && discount_cents > 0 ? discounts.promotion.code : null
    return { product_id, quantity, unit_price_cents, discount_cents, extended_price_cents, promo_code }
  })
  return { lines, promotion: discounts?.promotion ?? null }
}

/** Codes act as at the tills of the customer's store. */
function discountsOf(company: Company, world: World, { customer, day, units }: Purchase, at: Moment): Discounts | null {
  const { homeStoreId: storeId } = customer
  const { departmentOf } = company.assortmentOf(storeId)
  const lines = units.map(({ product_id, quantity }) => {
    const index = product_id - 1
    const [unitPriceCents, unitCostCents] = [priceOf(world, index, day), company.master.products[index].costCents]
    return { department: departmentOf[index], quantity, unitPriceCents, unitCostCents }
  })
  return promote(company, world, { storeId, day, segment: SEGMENTS.indexOf(customer.segment), lines }, at)
}
