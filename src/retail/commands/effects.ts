import type { Cause } from '../../simulation/domain-event.ts'
import type { Moment } from '../../simulation/moment.ts'
import type { Company } from '../company.ts'
import { planDisruption, scheduleDisruption } from '../disruptions/plan.ts'
import type { Command, EntryOf } from './command.ts'
import { targetsOf } from './where.ts'

/** A command that was accepted just now. */
interface Accepted {
  readonly company: Company
  readonly command: Command
  /** The `command_accepted` event. */
  readonly cause: Cause
}

/**
 * What a command leads to besides what the world folds of it. It happens a millisecond later, each in its own region, so
 * that no region's events depend on how many others there are.
 */
export function follow(accepted: Accepted, at: Moment): void {
  const { entry } = accepted.command
  if (entry.kind === 'disruption') startDisruptions(accepted, entry, at)
  else if (entry.kind === 'promotion') startPromotion(accepted, entry, at)
  else if (entry.kind === 'price_change') changePrices(accepted, entry, at)
}

function startDisruptions({ company, command, cause }: Accepted, entry: EntryOf<'disruption'>, at: Moment): void {
  const { type, where, severity } = entry
  const startsAt = at.now + 1
  for (const target of targetsOf(company, where)) {
    const plan = { ...target, type, severity, startsAt, endsAt: command.endsAt ?? startsAt, cause }
    const origin = command.origin === 'scenario' ? 'scenario' : 'command'
    // Number 1 of a day is the one that starts by chance.
    scheduleDisruption(planDisruption(company, { ...plan, origin, number: command.number + 1 }), at)
  }
}

/** The one place in which a command starts a promotion and ends it. */
function startPromotion(_accepted: Accepted, _entry: EntryOf<'promotion'>, _at: Moment): void {}

/** The one place in which a command changes prices and changes them back. */
function changePrices(_accepted: Accepted, _entry: EntryOf<'price_change'>, _at: Moment): void {}
