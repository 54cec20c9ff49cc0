import { causeOf } from '../../simulation/domain-event.ts'
import type { Moment } from '../../simulation/moment.ts'
import { wordOf } from '../../simulation/random.ts'
import { entityKey } from '../../simulation/wake-up.ts'
import { civilOf, type DayNumber } from '../../time/business-date.ts'
import { DAY } from '../../time/sim-time.ts'
import { RETURNS } from '../agent-codes.ts'
import type { Company } from '../company.ts'
import type { StoreTender } from '../fields.ts'
import type { ReceiptCreated } from '../sales/events.ts'
import type { TillLine } from '../sales/till-lines.ts'
import type { Session } from '../traffic/session.ts'
import { nextSpan } from './opening-span.ts'
import type { SoldGoods } from './sold-goods.ts'

const RETURN = wordOf('return')

/** A sale that has just been paid. */
export interface PaidSale {
  readonly session: Session
  readonly receipt: ReceiptCreated
  readonly lines: readonly TillLine[]
  readonly tender: StoreTender
}

/** Decides whether something of a sale is brought back, and when: at least a day after it, while the store is open. */
export function scheduleReturn(company: Company, sale: PaidSale, at: Moment): void {
  const draws = at.draws(RETURN)
  const luck = draws.unit()
  if (luck >= company.config.returns.most_share) return
  const { storeId, day } = sale.session
  const returnDay = dayOfReturn(company, day, luck)
  if (returnDay === 0) return
  const lastDay = day + company.config.returns.days.max
  const span = nextSpan(company, storeId, { day: returnDay, lastDay, earliest: at.now + DAY })
  if (span === null) return
  const due = span.from + draws.below(span.to - span.from + 1)
  at.wake('come', due, { day: span.day, goods: goodsOf(sale, at) }, entityKey(RETURNS, at.entityNumber))
}

/** The business day on which a return with this luck (0 to 1) falls; 0 for none. Closed days have no share, 26 December a larger one. */
function dayOfReturn({ config, demand }: Company, saleDay: DayNumber, luck: number): DayNumber {
  const { rate, days, most_share: most, after_christmas_factor: factor } = config.returns
  const weight = (day: DayNumber) => (demand.calendar.isClosed(day) ? 0 : isAfterChristmas(day) ? factor : 1)
  let sum = 0
  for (let day = saleDay + days.min; day <= saleDay + days.max; day++) sum += weight(day)
  const chance = Math.min(most, (rate * sum) / (days.max - days.min + 1))
  if (luck >= chance) return 0
  let left = (luck / chance) * sum
  for (let day = saleDay + days.min; day <= saleDay + days.max; day++) {
    left -= weight(day)
    if (left < 0) return day
  }
  return 0
}

function isAfterChristmas(day: DayNumber): boolean {
  const { month, day: dayOfMonth } = civilOf(day)
  return month === 12 && dayOfMonth === 26
}

function goodsOf({ session, receipt, lines, tender }: PaidSale, at: Moment): SoldGoods {
  return {
    receiptId: receipt.data.receipt_id,
    receipt: causeOf(receipt),
    storeId: session.storeId,
    soldAt: at.now,
    day: session.day,
    number: session.number,
    customerId: session.customerId,
    bleId: session.bleId,
    segment: session.segment,
    tender,
    lines,
  }
}
