import type { Cause } from '../../simulation/domain-event.ts'
import type { Moment } from '../../simulation/moment.ts'
import type { Accepted } from './accepted.ts'
import type { EntryOf } from './command.ts'

/** A command changes the prices of `goodsOf`; returns what their going back is caused by. */
export function changePrices(accepted: Accepted<EntryOf<'price_change'>>, _at: Moment): Cause {
  return accepted.cause
}

/** The prices that a command has changed go back; `accepted.cause` is what `changePrices` returned. */
export function restorePrices(_accepted: Accepted<EntryOf<'price_change'>>, _at: Moment): void {}
