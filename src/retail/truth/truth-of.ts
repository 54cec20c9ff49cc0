import type { Company } from '../company.ts'
import { conversionsOf } from '../marketing/channels.ts'
import { promotionUplift } from '../promotions/uplift.ts'
import type { AffinityTruth, CustomerTruth, Truth } from './types.ts'

/** The ground truth of a company, from the same tables that its stores sell by. */
export function truthOf(company: Company): Truth {
  return {
    affinities: affinitiesOf(company),
    customers: company.master.customers.map((row) => customerOf(company, row)),
    conversions: conversionsOf(company.channels),
    promotions: promotionUplift(company),
  }
}

/** Those of all stores, each once. */
function affinitiesOf({ master, assortmentOf }: Company): AffinityTruth[] {
  const assortments = new Set(master.stores.map(({ storeId }) => assortmentOf(storeId)))
  const all = [...assortments].flatMap(({ affinities }) => affinities)
  return [...new Map(all.map((pair) => [`${pair.subcategory}|${pair.partner}`, pair])).values()]
}

function customerOf(
  { config, assortmentOf }: Company,
  customer: Company['master']['customers'][number],
): CustomerTruth {
  const { customerId, segment, homeStoreId } = customer
  const { categories, favoritesOf } = assortmentOf(homeStoreId)
  return {
    customerId,
    segment,
    meanGapDays: config.visits.visit_gap_days[segment],
    favoriteCategories: favoritesOf(customerId).map((place) => categories[place]),
  }
}
