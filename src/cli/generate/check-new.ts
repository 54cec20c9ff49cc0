import type { Config } from '../../config/schema.ts'
import type { SimTime } from '../../time/sim-time.ts'
import { type Founded, found } from '../simulate/plan.ts'
import { type Target, targetDay } from './target.ts'

/**
 * Insists, before a data directory is made, that there is a company to simulate and a day to simulate to; returns the company.
 * @throws DictionaryError, MasterDataError, UsageError
 */
export async function checkNew(config: Config, target: Target, now: SimTime): Promise<Founded> {
  const founded = await found(config)
  const { company } = founded
  targetDay(company, target, { end: company.startDay, asked: company.startDay }, now)
  return founded
}
