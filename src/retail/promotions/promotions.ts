import type { PromotionEntry } from '../../dictionaries/types.ts'
import { type Agent, agent } from '../../simulation/agent.ts'
import { type Cause, causeOf } from '../../simulation/domain-event.ts'
import { entityKey } from '../../simulation/wake-up.ts'
import { type DayNumber, dateText } from '../../time/business-date.ts'
import { PROMOTIONS } from '../agent-codes.ts'
import { type Company, endBefore, startOfDay } from '../company.ts'
import type { PromotionWindow } from './calendar.ts'
import { type PromotionStarted, promotionEnded, promotionStarted } from './events.ts'

interface PromotionDay {
  readonly day: DayNumber
}

interface RunningPromotion {
  /** Place in the dictionary. */
  readonly place: number
  readonly window: PromotionWindow
  readonly started: Cause
}

/** Tells when promotions of the calendar begin and end. Stores know by themselves. Entity 0 counts days, others are codes. */
export function promotions(company: Company): Agent {
  const { entries, windowAt } = company.promotions
  return agent('promotions', PROMOTIONS, {
    /** The last day is over in every time zone. */
    end({ place, window, started }: RunningPromotion, at) {
      at.emit(promotionEnded(dataOf(entries[place], window), started))
    },

    /** A day begins in the first time zone. What runs on the first day of history begins with it. */
    beginDay({ day }: PromotionDay, at) {
      for (const [place, entry] of entries.entries()) {
        const window = windowAt(place, day)
        if (window === null || (window.first !== day && day !== company.startDay)) continue
        const started = causeOf(at.emit(promotionStarted(dataOf(entry, window), null)))
        const over = endBefore(company, window.last + 1) - 1
        at.wake('end', over, { place, window, started }, entityKey(PROMOTIONS, place + 1))
      }
      at.wake('beginDay', startOfDay(company, day + 1), { day: day + 1 })
    },
  })
}

function dataOf(entry: PromotionEntry, { first, last }: PromotionWindow): PromotionStarted['data'] {
  return {
    promotion_id: `${entry.code}_${dateText(first)}`,
    promo_code: entry.code,
    discount_type: entry.kind,
    value: entry.value,
    minimum_cents: entry.minimumCents,
    departments: [...entry.departments],
    clearance: entry.clearance,
    starts_on: dateText(first),
    ends_on: dateText(last),
    origin: 'calendar',
  }
}
