import type { Config } from '../config/schema.ts'
import type { Dictionaries } from '../dictionaries/types.ts'
import { rootKey } from '../simulation/root-key.ts'
import { dayNumberOf } from '../time/business-date.ts'
import { type Company, makeCompany } from './company.ts'
import { makeMasterData } from './master-data/make-master-data.ts'

/** Tag of goods that only luxury stores carry. */
const LUXURY = 'luxury'

/** The company that a configuration and dictionaries describe. @throws MasterDataError when they do not fit together. */
export function foundCompany(config: Config, dictionaries: Dictionaries): Company {
  const root = rootKey(config.seed)
  const master = makeMasterData({
    dictionaries: { ...dictionaries, products: dictionaries.products.filter(({ tags }) => !tags.includes(LUXURY)) },
    volume: config.volume,
    segmentShares: config.segments.shares,
    purchaseRate: config.visits.purchase_rate,
    supplierLeadDays: config.logistics.supplier_lead_days,
    startDay: dayNumberOf(config.historical.start_date),
    root,
  })
  return makeCompany(config, dictionaries, master, root)
}
