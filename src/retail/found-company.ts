import type { Config } from '../config/schema.ts'
import type { Dictionaries } from '../dictionaries/types.ts'
import { rootKey } from '../simulation/root-key.ts'
import { dayNumberOf } from '../time/business-date.ts'
import { scenarioProblems } from './commands/check-scenario.ts'
import { crowdProblems } from './commands/crowds.ts'
import { scenarioFactors } from './commands/demand-factors.ts'
import { type Company, makeCompany } from './company.ts'
import { tripDays } from './logistics/travel.ts'
import { impressionShares } from './marketing/impression-shares.ts'
import { MAX_IMPRESSIONS_PER_DAY } from './marketing/impressions.ts'
import { makeMasterData } from './master-data/make-master-data.ts'
import { MasterDataError } from './master-data/options.ts'

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
  const crowds = crowdProblems(company, scenarioFactors(company))
  if (crowds.length > 0) throw new MasterDataError(crowds)
  checkAds(company)
  return company
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
