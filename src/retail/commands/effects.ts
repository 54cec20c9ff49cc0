import type { Moment } from '../../simulation/moment.ts'
import { planDisruption, scheduleDisruption } from '../disruptions/plan.ts'
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

/**
 * Disruptions start a millisecond later, each as an entity of its own region, so that no region's events depend on how many
 * others there are.
 */
function startDisruptions({ company, command, cause }: Accepted<EntryOf<'disruption'>>, at: Moment): void {
  const { type, where, severity } = command.entry
  const startsAt = at.now + 1
  for (const target of targetsOf(company, where)) {
    const plan = { ...target, type, severity, startsAt, endsAt: command.endsAt ?? startsAt, cause }
    scheduleDisruption(planDisruption(company, { ...plan, ...named(command) }), at)
  }
}

/** Number 1 of a region's day is the disruption that starts by chance. */
function named({ origin, number }: Command) {
  return { origin: origin === 'scenario' ? ('scenario' as const) : ('command' as const), number: number + 1 }
}
