import type { Company } from '../../../src/retail/company.ts'
import { only, type Settings } from '../simulated.ts'
import type { Effect } from './effect.ts'
import { count, twoDays } from './observing.ts'

/** Customers who come several times within two days. */
const OFTEN: NonNullable<Settings['visits']> = {
  visit_gap_days: { BUDGET: 0.5, CONVENIENCE: 0.5, QUALITY: 0.5, BRAND_LOYAL: 0.5 },
}

function visitsAtHome(company: Company): number {
  const homes = company.master.customers.map(({ homeStoreId }) => homeStoreId)
  return count('customer_left', ({ data }) => homes[(data.customer_id ?? 0) - 1] === data.store_id)(company)
}

/** Lines of known customers from their favorite categories. */
function favoriteLines(company: Company): number {
  const { categories, favoritesOf } = company.assortmentOf(1)
  const buyers = new Map(
    only(twoDays(company), 'receipt_created').map(({ data }) => [data.receipt_id, data.customer_id ?? 0]),
  )
  return only(twoDays(company), 'receipt_line_added').filter(({ data }) => {
    const buyer = buyers.get(data.receipt_id) ?? 0
    const { category } = company.master.products[data.product_id - 1]
    return buyer > 0 && favoritesOf(buyer).includes(categories.indexOf(category))
  }).length
}

/** What keys do to the habits of known customers. */
export const HABIT_EFFECTS: readonly Effect[] = [
  [
    'visits.home_store_share',
    { visits: { ...OFTEN, home_store_share: 0 } },
    'less',
    visitsAtHome,
    { visits: { ...OFTEN, home_store_share: 1 } },
  ],
  ['baskets.favorite_share', { baskets: { favorite_share: 0.9 } }, 'more', favoriteLines],
]
