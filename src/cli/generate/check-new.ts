import type { Config } from '../../config/schema.ts'
import { foundCompany } from '../../retail/found-company.ts'
import type { SimTime } from '../../time/sim-time.ts'
import type { GenerateTarget } from '../flags.ts'
import { dictionariesOf } from '../open-log.ts'
import { targetDay } from './target.ts'

/**
 * Insists, before a data directory is made, that there is a company to simulate and a day to simulate to.
 * @throws DictionaryError, MasterDataError, UsageError
 */
export async function checkNew(config: Config, target: GenerateTarget, now: SimTime): Promise<void> {
  const company = foundCompany(config, await dictionariesOf(config))
  targetDay(company, target, { end: company.startDay, asked: company.startDay }, now)
}
