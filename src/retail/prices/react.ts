import type { Moment } from '../../simulation/moment.ts'
import { wordOf } from '../../simulation/random.ts'
import type { Company } from '../company.ts'
import { isLifted } from '../promotions/promote.ts'
import type { Buyer } from '../sales/plan-basket.ts'
import type { World } from '../world.ts'
import { priceOf } from './shelf-prices.ts'

const PUT_BACK = wordOf('put-back')
const ONE_MORE = wordOf('one-more')
/** However much dearer or cheaper, some shoppers do not look at the price. */
const MOST_REACTION = 0.9

/** One choice of a shopper. */
export interface Choice {
  readonly index: number
  readonly buyer: Buyer
  /** Number of the choice within the basket. */
  readonly line: number
}

/** What is dearer than the catalogue says may be put back for something else; the product index that is kept, -1 for none. */
export function reconsider(company: Company, world: World, { index, buyer, line }: Choice, at: Moment): number {
  const dearer = priceOf(world, index, buyer.day) / company.master.products[index].salePriceCents - 1
  if (dearer <= 0) return index
  const draws = at.draws(PUT_BACK, line)
  if (!draws.chance(Math.min(MOST_REACTION, company.config.prices.elasticity * dearer))) return index
  return company.assortmentOf(buyer.storeId).choose(draws, buyer)
}

/** Units that are taken beyond what was wanted, because the product is cheaper or its department has a promotion of its own. */
export function oneMore(company: Company, world: World, { index, buyer, line }: Choice, at: Moment): number {
  const { config, master } = company
  const { departmentOf } = company.assortmentOf(buyer.storeId)
  const cheaper = 1 - priceOf(world, index, buyer.day) / master.products[index].salePriceCents
  const lifted = isLifted(company, world, buyer.day, departmentOf[index])
  if (cheaper <= 0 && !lifted) return 0
  const draws = at.draws(ONE_MORE, line)
  const forPrice = draws.chance(Math.min(MOST_REACTION, config.prices.elasticity * Math.max(0, cheaper))) ? 1 : 0
  return forPrice + (lifted && draws.chance(config.promotions.uplift) ? 1 : 0)
}
