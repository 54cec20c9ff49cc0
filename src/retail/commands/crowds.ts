import type { Company } from '../company.ts'
import { MAX_ORDERS_PER_DAY, mostOrdersInDay } from '../online/volume.ts'
import { MAX_VISITS_PER_HOUR } from '../traffic/arrivals.ts'
import { type Factors, mostDemandFactor } from './demand-factors.ts'

/** Part of the limit that an expected number may reach, so that no draw around it exceeds the limit. */
const CROWD_MARGIN = 0.9

/** What is wrong when more people could come than can be numbered, a line for stores and one for web shops. */
export function crowdProblems(company: Company, factors: Factors): string[] {
  return [inStores(company, factors), inWebShops(company, factors)].filter((problem) => problem !== undefined)
}

function inStores({ config, demand, master }: Company, factors: Factors): string | undefined {
  const crowds = master.stores.map(({ storeId }) =>
    Math.ceil(demand.mostVisitsInHour(storeId) * mostDemandFactor(factors, { storeId })),
  )
  const most = Math.max(...crowds)
  if (most <= MAX_VISITS_PER_HOUR * CROWD_MARGIN) return undefined
  return `volume.customers_per_day: got ${config.volume.customers_per_day}, with which store ${crowds.indexOf(most) + 1} could expect ${most} visits in its busiest hour; allowed: so many that it stays below ${MAX_VISITS_PER_HOUR * CROWD_MARGIN}`
}

function inWebShops(company: Company, factors: Factors): string | undefined {
  const { config, master } = company
  const orders = master.distributionCenters.map(({ dcId }) => Math.ceil(mostOrdersInDay(company, factors, dcId)))
  const most = Math.max(...orders)
  const allowed = Math.floor(MAX_ORDERS_PER_DAY * CROWD_MARGIN)
  if (most <= allowed) return undefined
  return `volume.online_orders_per_day: got ${config.volume.online_orders_per_day}, with which the web shop of DC ${orders.indexOf(most) + 1} could expect ${most} orders on its busiest day; allowed: so many that it stays below ${allowed}`
}
