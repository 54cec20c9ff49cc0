import type { Department } from '../../dictionaries/types.ts'
import { causeOf } from '../../simulation/domain-event.ts'
import type { Moment } from '../../simulation/moment.ts'
import { dateText, utcDayAt } from '../../time/business-date.ts'
import { type PromotionStarted, promotionEnded, promotionStarted } from '../promotions/events.ts'
import type { Accepted, Remains } from './accepted.ts'
import type { EntryOf } from './command.ts'

type Window = PromotionStarted['data']

/** A command opens a promotion, everywhere and at once. */
export function beginPromotion(accepted: Accepted<EntryOf<'promotion'>>, at: Moment): Remains<Window> {
  const { command, cause } = accepted
  const window: Window = {
    promotion_id: `${command.entry.code}_${command.id}`,
    promo_code: command.entry.code,
    ...termsOf(accepted),
    starts_on: dateText(utcDayAt(at.now)),
    ends_on: dateText(utcDayAt(command.endsAt ?? at.now)),
    origin: 'command',
  }
  return { cause: causeOf(at.emit(promotionStarted(window, cause))), memory: window }
}

/** The promotion that a command has opened is over. */
export function endPromotion({ cause, memory }: Remains, at: Moment): void {
  at.emit(promotionEnded(memory as Window, cause))
}

/** What the code gives by the entry's own definition, or by the dictionary. */
function termsOf({ company, command }: Accepted<EntryOf<'promotion'>>) {
  const { code, definition } = command.entry
  if (definition !== undefined) {
    return {
      discount_type: definition.discount,
      value: definition.rate_bps ?? definition.amount_cents ?? 1,
      minimum_cents: definition.minimum_cents ?? 0,
      departments: [...(definition.departments ?? [])] as Department[],
      clearance: false,
    }
  }
  const entry = company.promotions.entries.find((promotion) => promotion.code === code)
  if (entry === undefined) throw new Error(`no promotion ${code} in the dictionary`)
  const { kind, value, minimumCents, departments, clearance } = entry
  return { discount_type: kind, value, minimum_cents: minimumCents, departments: [...departments], clearance }
}
