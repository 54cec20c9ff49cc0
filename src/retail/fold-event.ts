import { foldCommands } from './commands/fold.ts'
import type { Company } from './company.ts'
import { foldDisruptions } from './disruptions/fold.ts'
import type { EventType, RetailEvent } from './events.ts'
import type { Fold, Folds } from './fold.ts'
import { foldInventory } from './inventory/fold.ts'
import { foldLogistics } from './logistics/fold.ts'
import { foldOnline } from './online/fold.ts'
import { foldMarketing } from './marketing/fold.ts'
import { foldOperations } from './operations/fold.ts'
import { foldPrices } from './prices/fold.ts'
import { foldPromotions } from './promotions/fold.ts'
import { foldSales } from './sales/fold.ts'
import { foldTraffic } from './traffic/fold.ts'
import type { World } from './world.ts'

const folds: Folds = {
  ...foldOperations,
  ...foldTraffic,
  ...foldSales,
  ...foldInventory,
  ...foldLogistics,
  ...foldDisruptions,
  ...foldOnline,
  ...foldCommands,
  ...foldMarketing,
  ...foldPromotions,
  ...foldPrices,
}

/** Changes the world by one event. */
export function foldEvent(world: World, event: RetailEvent, company: Company): void {
  const fold = folds[event.type] as Fold<EventType> | undefined
  if (fold !== undefined) fold(world, event, company)
}
