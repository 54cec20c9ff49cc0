import type { Moment } from '../../simulation/moment.ts'
import type { Accepted, Remains } from './accepted.ts'
import type { EntryOf } from './command.ts'

/** A command opens a promotion. */
export function beginPromotion({ cause }: Accepted<EntryOf<'promotion'>>, _at: Moment): Remains {
  return { cause, memory: null }
}

/** The promotion that a command has opened is over. */
export function endPromotion(_remains: Remains, _at: Moment): void {}
