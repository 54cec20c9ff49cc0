import { type Agent, agent } from '../../simulation/agent.ts'
import { type Cause, causeOf } from '../../simulation/domain-event.ts'
import type { Moment } from '../../simulation/moment.ts'
import { entityKey, packNumber } from '../../simulation/wake-up.ts'
import type { DayNumber } from '../../time/business-date.ts'
import { isoTime } from '../../time/iso-time.ts'
import { DAYS, DCS, DISRUPTIONS } from '../agent-codes.ts'
import type { Company } from '../company.ts'
import type { World } from '../world.ts'
import type { ActiveDisruption } from './active.ts'
import { disruptionByChance } from './chance.ts'
import { effectText } from './effect-text.ts'
import { disruptionEnded, disruptionStarted } from './events.ts'
import { type DisruptionPlan, type EarlyEnding, NUMBERS, scheduleDisruption } from './plan.ts'

/** The entity that tries a region's luck every day; its disruptions are entities of their own. */
export function regionEntity(dcId: number): number {
  return entityKey(DISRUPTIONS, packNumber([dcId, DCS], [0, DAYS], [0, NUMBERS]))
}

interface RegionDay {
  readonly dcId: number
  readonly day: DayNumber
}

/** A disruption that is going on, and the event that began it. */
interface GoingOn {
  readonly plan: DisruptionPlan
  readonly cause: Cause
}

/** What goes wrong, by chance or by command: each starts, lasts, and ends, when it was expected or when somebody ends it. */
export function disruptions(company: Company, world: World): Agent {
  return agent('disruptions', DISRUPTIONS, {
    beginDay({ dcId, day }: RegionDay, at) {
      const plan = disruptionByChance(company, dcId, day)
      if (plan !== undefined) scheduleDisruption(plan, at)
      at.wake('beginDay', company.dcZones[dcId].startOfDay(day + 1), { dcId, day: day + 1 } satisfies RegionDay)
    },

    start(plan: DisruptionPlan, at) {
      start(plan, at)
    },

    end({ plan, cause }: GoingOn, at) {
      const active = activeOf(world, plan)
      if (active !== undefined) end(active, plan.dcId, cause, at)
    },

    stop(ending: EarlyEnding, at) {
      const active = activeOf(world, ending)
      if (active !== undefined) end(active, ending.dcId, ending.cause, at)
    },
  })
}

function start(plan: DisruptionPlan, at: Moment): void {
  const data = { ...dataOf(plan), expected_end: isoTime(plan.endsAt) }
  const started = at.emit(disruptionStarted(data, plan.cause))
  at.wake('end', Math.max(plan.endsAt, at.now + 1), { plan, cause: causeOf(started) } satisfies GoingOn)
}

function activeOf({ disruptions: active }: World, { id, dcId }: Named): ActiveDisruption | undefined {
  return active[dcId].find((disruption) => disruption.id === id)
}

type Named = Pick<DisruptionPlan, 'id' | 'dcId'>

function end(active: ActiveDisruption, dcId: number, cause: Cause, at: Moment): void {
  at.emit(disruptionEnded({ ...dataOf({ ...active, dcId }), started_at: isoTime(active.startedAt) }, cause))
}

type Described = Pick<DisruptionPlan, 'id' | 'type' | 'dcId' | 'targetType' | 'targetId' | 'severity' | 'origin'>

function dataOf({ id, type, dcId, targetType, targetId, severity, origin }: Described) {
  return {
    disruption_id: id,
    type,
    dc_id: dcId,
    target_type: targetType,
    target_id: targetId,
    severity,
    effect: effectText(type, severity),
    cause: origin,
  }
}
