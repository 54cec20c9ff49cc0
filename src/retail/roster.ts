import type { Agent } from '../simulation/agent.ts'
import { commands } from './commands/commands.ts'
import type { Company } from './company.ts'
import { disruptions } from './disruptions/disruptions.ts'
import { inventory } from './inventory/inventory.ts'
import { replenishment } from './logistics/replenishment.ts'
import { trucks } from './logistics/trucks.ts'
import { onlineOrders } from './online/online-orders.ts'
import { webShop } from './online/web-shop.ts'
import { campaigns } from './marketing/campaigns.ts'
import { impressions } from './marketing/impressions.ts'
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
    trucks(company, world),
    visits(company, world),
    inventory(company, world),
    webShop(company, world),
    onlineOrders(company, world),
    commands(company, world),
    disruptions(company, world),
    campaigns(company),
    impressions(company, world),
    promotions(company),
    priceLists(company, world),
    returns(company, world),
  ]
}
