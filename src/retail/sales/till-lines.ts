import type { Moment } from '../../simulation/moment.ts'
import type { Company } from '../company.ts'
import { priceOf } from '../prices/shelf-prices.ts'
import type { PromotableLine } from '../promotions/discounts.ts'
import { type Discounts, promote } from '../promotions/promote.ts'
import type { Session } from '../traffic/session.ts'
import type { World } from '../world.ts'
import { taxCents } from './tax.ts'

/** A line at the till. Plain data; cents of the whole line, but for the unit price. */
export interface TillLine {
  /** Product index. */
  readonly index: number
  readonly quantity: number
  readonly unitPriceCents: number
  readonly discountCents: number
  readonly extendedCents: number
  readonly taxCents: number
  readonly promoCode: string | null
}

/** What is to be paid for, and the promotion that acts on some of it. */
export interface Till {
  readonly lines: readonly TillLine[]
  readonly discounts: Discounts | null
}

/** Prices what a party has taken (product index and quantity, alternating), discounts and tax included. */
export function ringUp(
  company: Company,
  world: World,
  { session, taken }: { readonly session: Session; readonly taken: readonly number[] },
  at: Moment,
): Till {
  const { storeId, day, segment } = session
  const { products, stores } = company.master
  const { taxRateBps } = stores[storeId - 1]
  const { departmentOf } = company.assortmentOf(storeId)
  const goods: PromotableLine[] = []
  for (let i = 0; i < taken.length; i += 2) {
    const index = taken[i]
    const unitPriceCents = priceOf(world, index, day)
    const { costCents: unitCostCents } = products[index]
    goods.push({ department: departmentOf[index], quantity: taken[i + 1], unitPriceCents, unitCostCents })
  }
  const discounts = promote(company, world, { storeId, day, segment, lines: goods }, at)
  const lines = goods.map(({ quantity, unitPriceCents }, place): TillLine => {
    const index = taken[2 * place]
    const discountCents = discounts?.cents[place] ?? 0
    const extendedCents = quantity * unitPriceCents - discountCents
    const promoCode = discounts !== null && discountCents > 0 ? discounts.promotion.code : null
    const tax = taxCents(extendedCents, taxRateBps, products[index].taxability)
    return { index, quantity, unitPriceCents, discountCents, extendedCents, taxCents: tax, promoCode }
  })
  return { lines, discounts }
}
