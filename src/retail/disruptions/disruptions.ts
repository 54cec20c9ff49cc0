import { type Agent, agent } from '../../simulation/agent.ts'
import { type Cause, causeOf } from '../../simulation/domain-event.ts'
import type { Moment } from '../../simulation/moment.ts'
import { entityKey, packNumber } from '../../simulation/wake-up.ts'
import type { DayNumber } from '../../time/business-date.ts'
import { isoTime } from '../../time/iso-time.ts'
import { DAYS, DCS, DISRUPTIONS } from '../agent-codes.ts'
import type { Company } from '../company.ts'
import { disruptionByChance } from './chance.ts'
import { effectText } from './effect-text.ts'
import { disruptionEnded, disruptionStarted } from './events.ts'
import { type DisruptionPlan, NUMBERS, scheduleDisruption } from './plan.ts'

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

/** What goes wrong, by chance or by command: each starts, lasts, and ends. */
export function disruptions(company: Company): Agent {
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
      at.emit(disruptionEnded({ ...dataOf(plan), started_at: isoTime(plan.startsAt) }, cause))
    },
  })
}

function start(plan: DisruptionPlan, at: Moment): void {
  const data = { ...dataOf(plan), expected_end: isoTime(plan.endsAt) }
  const started = at.emit(disruptionStarted(data, plan.cause))
  at.wake('end', Math.max(plan.endsAt, at.now + 1), { plan, cause: causeOf(started) } satisfies GoingOn)
}

function dataOf({ id, type, dcId, targetType, targetId, severity, origin }: DisruptionPlan) {
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
