import type { Cause } from '../../simulation/domain-event.ts'
import type { Moment } from '../../simulation/moment.ts'
import { type DisruptionPlan, planDisruption, scheduleDisruption, scheduleEarlyEnd } from '../disruptions/plan.ts'
import type { Accepted, Remains } from './accepted.ts'
import type { Command, Entry, EntryOf } from './command.ts'
import { changePrices, restorePrices } from './price-effect.ts'
import { beginPromotion, endPromotion } from './promotion-effect.ts'
import { targetsOf } from './where.ts'

/** What a command leads to besides what the world folds of it. Returns what is left to end; null for nothing. */
export function begin(accepted: Accepted, at: Moment): Remains | null {
  if (asks('promotion', accepted)) return beginPromotion(accepted, at)
  if (asks('price_change', accepted)) return changePrices(accepted, at)
  if (asks('disruption', accepted)) startDisruptions(accepted, at)
  if (asks('disruption_end', accepted)) endDisruption(accepted, at)
  return null
}

/** What the end of a command leads to. */
export function end(accepted: Accepted, remains: Remains, at: Moment): void {
  if (asks('promotion', accepted)) endPromotion(remains, at)
  if (asks('price_change', accepted)) restorePrices(accepted, remains, at)
}

function asks<Kind extends Entry['kind']>(kind: Kind, accepted: Accepted): accepted is Accepted<EntryOf<Kind>> {
  return accepted.command.entry.kind === kind
}

/** Later than a disruption that was asked for at the same instant starts, so that it ends after it has started. */
const EARLY_END_MS = 2

function endDisruption({ command, cause }: Accepted<EntryOf<'disruption_end'>>, at: Moment): void {
  scheduleEarlyEnd(command.entry.disruption_id, { endsAt: at.now + EARLY_END_MS, cause }, at)
}

function startDisruptions(accepted: Accepted<EntryOf<'disruption'>>, at: Moment): void {
  for (const plan of plannedDisruptions(accepted)) scheduleDisruption(plan, at)
}

interface Planned extends Pick<Accepted<EntryOf<'disruption'>>, 'company' | 'command'> {
  readonly cause: Cause | null
}

/**
 * What goes wrong by a command: disruptions that start a millisecond later, each as an entity of its own region, so that no
 * region's events depend on how many others there are.
 */
export function plannedDisruptions({ company, command, cause }: Planned): DisruptionPlan[] {
  const { type, where, severity } = command.entry
  const startsAt = command.effectiveAt + 1
  return targetsOf(company, where).map((target) => {
    const plan = { ...target, type, severity, startsAt, endsAt: command.endsAt ?? startsAt, cause }
    return planDisruption(company, { ...plan, ...named(command) })
  })
}

/** Number 1 of a region's day is the disruption that starts by chance. */
function named({ origin, number }: Command) {
  return { origin: origin === 'scenario' ? ('scenario' as const) : ('command' as const), number: number + 1 }
}
