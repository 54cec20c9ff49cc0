import type { Cause } from '../../simulation/domain-event.ts'
import type { Moment } from '../../simulation/moment.ts'
import { entityKey, packNumber } from '../../simulation/wake-up.ts'
import { dateText, dayNumberOf } from '../../time/business-date.ts'
import type { SimTime } from '../../time/sim-time.ts'
import { DAYS, DCS, DISRUPTIONS } from '../agent-codes.ts'
import type { Company } from '../company.ts'
import type { DISRUPTION_CAUSES, DisruptionTarget, DisruptionType } from './events.ts'

/** Disruptions that start in one region on one day. */
export const NUMBERS = 2 ** 20

/** A disruption that will start. Plain data. */
export interface DisruptionPlan {
  readonly id: string
  /** Its number as an entity. */
  readonly entity: number
  readonly type: DisruptionType
  readonly dcId: number
  readonly targetType: DisruptionTarget
  readonly targetId: number
  readonly severity: number
  readonly startsAt: SimTime
  readonly endsAt: SimTime
  /** Who wanted it. */
  readonly origin: (typeof DISRUPTION_CAUSES)[number]
  /** The command that asked for it; null when it starts by chance. */
  readonly cause: Cause | null
}

interface Asked extends Omit<DisruptionPlan, 'id' | 'entity'> {
  /** Number among the disruptions of its region and day. */
  readonly number: number
}

/** Names a disruption by its region, the local date on which it starts, and its number there. */
export function planDisruption({ dcZones }: Company, { number, ...asked }: Asked): DisruptionPlan {
  const { dcId, startsAt } = asked
  const day = dcZones[dcId].dayAt(startsAt)
  return {
    ...asked,
    id: `X${dcId}-${dateText(day).replaceAll('-', '')}-${number}`,
    entity: packNumber([dcId, DCS], [day, DAYS], [number, NUMBERS]),
  }
}

/** Who a disruption of this name is: its region, and its number as an entity. @throws RangeError for a name that none can have. */
export function disruptionNamed(id: string): { readonly dcId: number; readonly entity: number } {
  const [, dc, year, month, dayOfMonth, number] = /^X(\d+)-(\d{4})(\d{2})(\d{2})-(\d+)$/.exec(id) ?? []
  const dcId = Number(dc)
  const day = dayNumberOf(`${year}-${month}-${dayOfMonth}`)
  return { dcId, entity: packNumber([dcId, DCS], [day, DAYS], [Number(number), NUMBERS]) }
}

/** The DC whose region a disruption strikes, by the number of its entity. */
export function dcOfDisruption(number: number): number {
  return Math.floor(number / (DAYS * NUMBERS))
}

/** Wakes the disruption when it starts. */
export function scheduleDisruption(plan: DisruptionPlan, at: Moment): void {
  at.wake('start', plan.startsAt, plan, entityKey(DISRUPTIONS, plan.entity))
}

/** Wakes a disruption to end it, if it goes on then. */
export function scheduleEarlyEnd(id: string, { endsAt, cause }: EarlyEnd, at: Moment): void {
  const { dcId, entity } = disruptionNamed(id)
  at.wake('stop', endsAt, { id, dcId, cause } satisfies EarlyEnding, entityKey(DISRUPTIONS, entity))
}

interface EarlyEnd {
  readonly endsAt: SimTime
  readonly cause: Cause
}

/** A disruption that shall end, and the command that wants it. Plain data. */
export interface EarlyEnding {
  readonly id: string
  readonly dcId: number
  readonly cause: Cause
}
