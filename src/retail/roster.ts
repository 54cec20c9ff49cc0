import type { Agent } from '../simulation/agent.ts'
import type { Company } from './company.ts'
import { inventory } from './inventory/inventory.ts'
import { replenishment } from './logistics/replenishment.ts'
import { shipments } from './logistics/shipments.ts'
import { campaigns } from './marketing/campaigns.ts'
import { impressions } from './marketing/impressions.ts'
import { dcDays } from './operations/dc-days.ts'
import { storeDays } from './operations/store-days.ts'
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
    campaigns(company),
    impressions(company, world),
  ]
}
