import type { Config } from '../config/schema.ts'
import type { Dictionaries } from '../dictionaries/types.ts'
import { rootKey } from '../simulation/root-key.ts'
import { dayNumberOf } from '../time/business-date.ts'
import { scenarioProblems } from './commands/check-scenario.ts'
import { mostDemandFactor, scenarioFactors } from './commands/demand-factors.ts'
import { type Company, makeCompany } from './company.ts'
import { tripDays } from './logistics/travel.ts'
import { impressionShares } from './marketing/impression-shares.ts'
import { MAX_IMPRESSIONS_PER_DAY } from './marketing/impressions.ts'
import { makeMasterData } from './master-data/make-master-data.ts'
import { MasterDataError } from './master-data/options.ts'
import { MAX_ORDERS_PER_DAY, mostOrdersInDay } from './online/volume.ts'
import { MAX_VISITS_PER_HOUR } from './traffic/arrivals.ts'

/** Part of the limit that an expected number may reach, so that no draw around it exceeds the limit. */
const CROWD_MARGIN = 0.9

/** The company that a configuration and dictionaries describe. @throws MasterDataError when they do not fit together. */
export function foundCompany(config: Config, dictionaries: Dictionaries): Company {
  const root = rootKey(config.seed)
  const master = makeMasterData({
    dictionaries,
    volume: config.volume,
    segmentShares: config.segments.shares,
    storeTypes: config.store_types,
    purchaseRate: config.visits.purchase_rate,
    tripDays: tripDays(config),
    supplierLeadDays: config.logistics.supplier_lead_days,
    startDay: dayNumberOf(config.historical.start_date),
    root,
  })
  const company = makeCompany(config, dictionaries, master, root)
  const problems = scenarioProblems(company, dictionaries)
  if (problems.length > 0) throw new MasterDataError(problems)
  checkCrowds(company)
  checkWebShops(company)
  checkAds(company)
  return company
}

/** @throws MasterDataError when a store could be visited by more people in an hour than it can number. */
function checkCrowds(company: Company): void {
  const { config, demand, master } = company
  const factors = scenarioFactors(company)
  const crowds = master.stores.map(({ storeId }) =>
    Math.ceil(demand.mostVisitsInHour(storeId) * mostDemandFactor(factors, { storeId })),
  )
  const most = Math.max(...crowds)
  if (most <= MAX_VISITS_PER_HOUR * CROWD_MARGIN) return
  throw new MasterDataError([
    `volume.customers_per_day: got ${config.volume.customers_per_day}, with which store ${crowds.indexOf(most) + 1} could expect ${most} visits in its busiest hour; allowed: so many that it stays below ${MAX_VISITS_PER_HOUR * CROWD_MARGIN}`,
  ])
}

/** @throws MasterDataError when a web shop could get more orders in a day than it can number. */
function checkWebShops(company: Company): void {
  const { config, master } = company
  const factors = scenarioFactors(company)
  const orders = master.distributionCenters.map(({ dcId }) => Math.ceil(mostOrdersInDay(company, factors, dcId)))
  const most = Math.max(...orders)
  const allowed = Math.floor(MAX_ORDERS_PER_DAY * CROWD_MARGIN)
  if (most <= allowed) return
  throw new MasterDataError([
    `volume.online_orders_per_day: got ${config.volume.online_orders_per_day}, with which the web shop of DC ${orders.indexOf(most) + 1} could expect ${most} orders on its busiest day; allowed: so many that it stays below ${allowed}`,
  ])
}

/** @throws MasterDataError when a region could see more impressions in a day than visits because of them can be numbered. */
function checkAds(company: Company): void {
  const shares = impressionShares(company).slice(1)
  const most = Math.max(...shares)
  if (most <= MAX_IMPRESSIONS_PER_DAY) return
  throw new MasterDataError([
    `volume.marketing_impressions_per_day: got ${company.config.volume.marketing_impressions_per_day}, with which the region of DC ${shares.indexOf(most) + 1} could see ${most} impressions on a day; allowed: so many that no region sees more than ${MAX_IMPRESSIONS_PER_DAY}`,
  ])
}
