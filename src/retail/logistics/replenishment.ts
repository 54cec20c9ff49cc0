import { type Agent, agent } from '../../simulation/agent.ts'
import type { Moment } from '../../simulation/moment.ts'
import { wordOf } from '../../simulation/random.ts'
import { type DayNumber } from '../../time/business-date.ts'
import type { SimTime } from '../../time/sim-time.ts'
import { REPLENISHMENT } from '../agent-codes.ts'
import type { Company } from '../company.ts'
import { severityOf } from '../disruptions/active.ts'
import type { World } from '../world.ts'
import { announce } from './announce.ts'
import { leadTimeOf, storeLoads, supplierLoads } from './consolidate.ts'
import { dispatch, type Fleets, fleetsOf } from './dispatch.ts'

const OUTAGE = wordOf('system-outage')

/** A business day of a DC. */
export interface DcDay {
  readonly day: DayNumber
}

/** A DC plans shipments every evening, for its stores and from its suppliers, and sends trucks off every morning. */
export function replenishment(company: Company, world: World): Agent {
  const fleets: Fleets = fleetsOf(company.master)
  return agent('replenishment', REPLENISHMENT, {
    plan({ day }: DcDay, at) {
      const dcId = at.entityNumber
      if (!isOut(world, dcId, at)) planNight(company, world, day, at)
      at.wake('plan', planningTime(company, dcId, day + 1), { day: day + 1 })
    },

    dispatch({ day }: DcDay, at) {
      dispatch({ company, world, fleets }, day, at)
      at.wake('dispatch', dispatchTime(company, at.entityNumber, day + 1), { day: day + 1 })
    },
  })
}

/** When a DC plans the night after `day`. */
export function planningTime({ config, dcZones }: Company, dcId: number, day: DayNumber): SimTime {
  const { consolidation_hour: hour, planning_minute: minute } = config.inventory
  return dcZones[dcId].localMinuteStart(day, hour * 60 + minute)
}

/** When a DC loads its trucks on `day`. */
export function dispatchTime({ config, dcZones }: Company, dcId: number, day: DayNumber): SimTime {
  return dcZones[dcId].localHourStart(day, config.logistics.load_hour)
}

/** Whether the systems are down, so that nothing is planned tonight. */
function isOut(world: World, dcId: number, at: Moment): boolean {
  const severity = severityOf(world, 'system_outage', { dcId })
  return severity > 0 && at.draws(OUTAGE).chance(severity)
}

function planNight(company: Company, world: World, day: DayNumber, at: Moment): void {
  const dcId = at.entityNumber
  const until = company.dcZones[dcId].localHourStart(day, company.config.inventory.consolidation_hour)
  for (const load of storeLoads(company, world, { dcId, day, until })) announce(company, load, day + 1, at)
  for (const order of supplierLoads(company, world, { dcId, day, until })) {
    announce(company, order, day + leadTimeOf(company, order), at)
  }
}
