import type { Cause } from '../../simulation/domain-event.ts'
import type { Moment } from '../../simulation/moment.ts'
import type { Accepted } from './accepted.ts'
import type { EntryOf } from './command.ts'

/** A command opens a promotion; returns what its end is caused by. */
export function beginPromotion(accepted: Accepted<EntryOf<'promotion'>>, _at: Moment): Cause {
  return accepted.cause
}

/** The promotion that a command has opened is over; `accepted.cause` is what `beginPromotion` returned. */
export function endPromotion(_accepted: Accepted<EntryOf<'promotion'>>, _at: Moment): void {}
