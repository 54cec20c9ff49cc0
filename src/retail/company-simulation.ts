import type { DomainEvent } from '../simulation/domain-event.ts'
import { createKernel, type Kernel, type KernelState } from '../simulation/kernel.ts'
import { entityKey } from '../simulation/wake-up.ts'
import {
  CAMPAIGNS,
  COMMANDS,
  DC_DAYS,
  IMPRESSIONS,
  PRICES,
  PROMOTIONS,
  REPLENISHMENT,
  STORE_DAYS,
  WEB_SHOP,
} from './agent-codes.ts'
import { type Command, scenarioCommands } from './commands/command.ts'
import { type Company, startOfDay } from './company.ts'
import { regionEntity } from './disruptions/disruptions.ts'
import { eventDefinitions, type RetailEvent, STREAM_ENDINGS } from './events.ts'
import { foldEvent } from './fold-event.ts'
import { dispatchTime, planningTime } from './logistics/replenishment.ts'
import { nextMonday } from './prices/price-lists.ts'
import { roster } from './roster.ts'
import { ownsEntity, type Share } from './share.ts'
import { openWorld, type World } from './world.ts'

/** Everything that changes: plain data, fit for a snapshot. */
export interface SimulationState {
  readonly world: World
  readonly kernel: KernelState
}

/** The company in motion. */
export interface CompanySimulation {
  readonly kernel: Kernel
  readonly world: World
  /** Types of the events that are the last of their streams. */
  readonly streamEndings: ReadonlySet<string>
  /** Lets a command take effect at its instant, which has not come yet. */
  accept(command: Command): void
  /** A view of the state between two slices; copy it before the simulation goes on. */
  snapshot(): SimulationState
}

/**
 * The company, or a share of its regions, before its first day or as a snapshot left it. The state is taken over, not copied;
 * that of the whole company serves every share.
 */
export function simulateCompany(company: Company, state?: SimulationState, share?: Share): CompanySimulation {
  const world = state?.world ?? openWorld(company)
  const kernel = createKernel({
    root: company.root,
    roster: roster(company, world),
    place(event) {
      const definition = eventDefinitions.get(event.type)
      if (definition === undefined) throw new Error(`event type "${event.type}" is not in the catalogue`)
      const { stream, businessDate } = definition.place(event.data, world.days)
      event.stream = stream
      event.businessDate = businessDate
    },
    fold: (event: DomainEvent) => foldEvent(world, event as RetailEvent, company),
    ...(share && { owns: ownsEntity(company, share) }),
  })
  if (state === undefined) wakeEverybody(company, kernel)
  else kernel.restore(state.kernel)
  return {
    kernel,
    world,
    streamEndings: STREAM_ENDINGS,
    accept: (command) => wakeForCommand(kernel, command),
    snapshot: () => ({ world, kernel: kernel.snapshot() }),
  }
}

function wakeForCommand(kernel: Kernel, command: Command): void {
  kernel.wake('accept', command.effectiveAt, command, entityKey(COMMANDS, command.number))
}

function wakeEverybody(company: Company, kernel: Kernel): void {
  const { master, storeZones, dcZones, startDay } = company
  const monday = nextMonday(startDay)
  kernel.wake('begin', startOfDay(company, startDay), { day: startDay }, entityKey(CAMPAIGNS, 0))
  kernel.wake('beginDay', startOfDay(company, startDay), { day: startDay }, entityKey(PROMOTIONS, 0))
  kernel.wake('reprice', startOfDay(company, monday), { day: monday }, entityKey(PRICES, 0))
  for (const { storeId } of master.stores) {
    kernel.wake('beginDay', storeZones[storeId].startOfDay(startDay), { day: startDay }, entityKey(STORE_DAYS, storeId))
  }
  for (const { dcId } of master.distributionCenters) {
    kernel.wake('beginDay', dcZones[dcId].startOfDay(startDay), { day: startDay }, entityKey(DC_DAYS, dcId))
    kernel.wake('plan', planningTime(company, dcId, startDay), { day: startDay }, entityKey(REPLENISHMENT, dcId))
    const day = startDay + 1
    kernel.wake('dispatch', dispatchTime(company, dcId, day), { day }, entityKey(REPLENISHMENT, dcId))
    const midnight = dcZones[dcId].startOfDay(startDay)
    kernel.wake('takeOrders', midnight, { day: startDay, hour: 0, taken: 0 }, entityKey(WEB_SHOP, dcId))
    kernel.wake('plan', midnight, { day: startDay, hour: 0, shown: 0 }, entityKey(IMPRESSIONS, dcId))
    kernel.wake('beginDay', midnight, { dcId, day: startDay }, regionEntity(dcId))
  }
  for (const command of scenarioCommands(company)) wakeForCommand(kernel, command)
}
