import type { Config } from '../config/schema.ts'
import type { Dictionaries } from '../dictionaries/types.ts'
import { rootKey } from '../simulation/root-key.ts'
import { dayNumberOf } from '../time/business-date.ts'
import { type Company, makeCompany } from './company.ts'
import { tripDays } from './logistics/travel.ts'
import { makeMasterData } from './master-data/make-master-data.ts'
import { MasterDataError } from './master-data/options.ts'
import { MAX_VISITS_PER_HOUR } from './traffic/arrivals.ts'

/** Tag of goods that only luxury stores carry. */
const LUXURY = 'luxury'

/** Part of the limit that an expected number may reach, so that no draw around it exceeds the limit. */
const CROWD_MARGIN = 0.9

/** The company that a configuration and dictionaries describe. @throws MasterDataError when they do not fit together. */
export function foundCompany(config: Config, dictionaries: Dictionaries): Company {
  const root = rootKey(config.seed)
  const master = makeMasterData({
    dictionaries: { ...dictionaries, products: dictionaries.products.filter(({ tags }) => !tags.includes(LUXURY)) },
    volume: config.volume,
    segmentShares: config.segments.shares,
    purchaseRate: config.visits.purchase_rate,
    tripDays: tripDays(config),
    supplierLeadDays: config.logistics.supplier_lead_days,
    startDay: dayNumberOf(config.historical.start_date),
    root,
  })
  const company = makeCompany(config, dictionaries, master, root)
  checkCrowds(company)
  return company
}

/** @throws MasterDataError when a store could be visited by more people in an hour than it can number. */
function checkCrowds({ config, demand, master }: Company): void {
  const crowds = master.stores.map(({ storeId }) => Math.ceil(demand.mostVisitsInHour(storeId)))
  const most = Math.max(...crowds)
  if (most <= MAX_VISITS_PER_HOUR * CROWD_MARGIN) return
  throw new MasterDataError([
    `volume.customers_per_day: got ${config.volume.customers_per_day}, with which store ${crowds.indexOf(most) + 1} could expect ${most} visits in its busiest hour; allowed: so many that it stays below ${MAX_VISITS_PER_HOUR * CROWD_MARGIN}`,
  ])
}
