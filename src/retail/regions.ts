import { agentCodeOf, entityNumberOf } from '../simulation/wake-up.ts'
import {
  CAMPAIGNS,
  COMMANDS,
  DAYS,
  DC_DAYS,
  DISRUPTIONS,
  IMPRESSIONS,
  ONLINE_ORDERS,
  PRICES,
  PROMOTIONS,
  REPLENISHMENT,
  RETURNS,
  STORE_DAYS,
  TRUCKS,
  VISITS,
  WEB_SHOP,
} from './agent-codes.ts'
import type { Company } from './company.ts'
import { dcOfDisruption } from './disruptions/plan.ts'
import { MAX_ORDERS_PER_DAY } from './online/volume.ts'
import { dcOfVisit } from './traffic/arrivals.ts'

/** What concerns every region alike: commands, campaigns, promotions and prices. */
export const COMPANY_WIDE = 0

type RegionOf = (company: Company, number: number) => number

const byDc: RegionOf = (_, dcId) => dcId
const everywhere: RegionOf = () => COMPANY_WIDE

const REGION_OF: ReadonlyMap<number, RegionOf> = new Map([
  [COMMANDS, everywhere],
  [CAMPAIGNS, everywhere],
  [PROMOTIONS, everywhere],
  [PRICES, everywhere],
  [DC_DAYS, byDc],
  [REPLENISHMENT, byDc],
  [IMPRESSIONS, byDc],
  [WEB_SHOP, byDc],
  [STORE_DAYS, ({ master }, storeId) => master.stores[storeId - 1].dcId],
  [TRUCKS, ({ master }, truckId) => master.trucks[truckId - 1].servesDcId],
  [VISITS, dcOfVisit],
  [RETURNS, dcOfVisit],
  [ONLINE_ORDERS, (_, number) => Math.floor(number / (DAYS * MAX_ORDERS_PER_DAY))],
  [DISRUPTIONS, (_, number) => dcOfDisruption(number)],
])

/** The region that an entity acts in, named by its DC; `COMPANY_WIDE` for those that every region knows. */
export function regionOf(company: Company, entity: number): number {
  const code = agentCodeOf(entity)
  const find = REGION_OF.get(code)
  if (find === undefined) throw new Error(`entities of the agent with code ${code} are in no region`)
  return find(company, entityNumberOf(entity))
}
