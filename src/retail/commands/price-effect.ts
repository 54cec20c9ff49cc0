import type { Moment } from '../../simulation/moment.ts'
import type { Accepted, Remains } from './accepted.ts'
import type { EntryOf } from './command.ts'

/** A command changes the prices of `goodsOf`. */
export function changePrices({ cause }: Accepted<EntryOf<'price_change'>>, _at: Moment): Remains {
  return { cause, memory: null }
}

/** The prices that a command has changed go back. */
export function restorePrices(_accepted: Accepted<EntryOf<'price_change'>>, _remains: Remains, _at: Moment): void {}
