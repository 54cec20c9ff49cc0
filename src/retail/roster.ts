import type { Agent } from '../simulation/agent.ts'
import type { Company } from './company.ts'
import { inventory } from './inventory/inventory.ts'
import { replenishment } from './logistics/replenishment.ts'
import { shipments } from './logistics/shipments.ts'
import { dcDays } from './operations/dc-days.ts'
import { storeDays } from './operations/store-days.ts'
import { priceLists } from './prices/price-lists.ts'
import { promotions } from './promotions/promotions.ts'
import { returns } from './returns/returns.ts'
import { visits } from './traffic/visits.ts'
import type { World } from './world.ts'

/** Everybody who acts in the company. */
export function roster(company: Company, world: World): Agent[] {
  return [
    storeDays(company, world),
    dcDays(company, world),
    replenishment(company, world),
    shipments(),
    visits(company, world),
    inventory(company, world),
    promotions(company),
    priceLists(company, world),
    returns(company, world),
  ]
}
