import { type Agent, agent } from '../../simulation/agent.ts'
import type { Moment } from '../../simulation/moment.ts'
import { entityKey } from '../../simulation/wake-up.ts'
import type { DayNumber } from '../../time/business-date.ts'
import { MINUTE } from '../../time/sim-time.ts'
import { REPLENISHMENT, SHIPMENTS } from '../agent-codes.ts'
import type { Company } from '../company.ts'
import type { World } from '../world.ts'
import { storeLoads, supplierLoads } from './consolidate.ts'
import { scheduleOfDelivery, scheduleOfSupply } from './delivery-times.ts'
import type { ShipmentPlan } from './shipment-plan.ts'

/** Shipments are announced this long after the evening's consolidation. */
const ANNOUNCEMENT_DELAY = 30 * MINUTE

/** Every evening a DC turns the open needs of its stores, and its own, into shipments. */
export function replenishment(company: Company, world: World): Agent {
  return agent('replenishment', REPLENISHMENT, {
    consolidate({ day }: { readonly day: DayNumber }, at) {
      const dcId = at.entityNumber
      for (const load of storeLoads(company, world, dcId, day)) {
        announce({ ...load, ...scheduleOfDelivery(company, load, day, at) }, at)
      }
      for (const load of supplierLoads(company, world, dcId, day)) {
        announce({ ...load, ...scheduleOfSupply(company, load, day, at) }, at)
      }
      const hour = company.config.inventory.consolidation_hour
      at.wake('consolidate', company.dcZones[dcId].localHourStart(day + 1, hour), { day: day + 1 })
    },
  })
}

function announce({ number, ...plan }: ShipmentPlan & { readonly number: number }, at: Moment): void {
  at.wake('schedule', at.now + ANNOUNCEMENT_DELAY, plan, entityKey(SHIPMENTS, number))
}
