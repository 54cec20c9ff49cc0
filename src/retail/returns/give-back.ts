import type { Config } from '../../config/schema.ts'
import type { Moment } from '../../simulation/moment.ts'
import { type Draws, wordOf } from '../../simulation/random.ts'
import { dateText } from '../../time/business-date.ts'
import type { Company } from '../company.ts'
import type { Product } from '../master-data/types.ts'
import { receiptLine, recordPayment, totalsOf } from '../sales/check-out.ts'
import { DISPOSITIONS, type Disposition, type ReceiptCreated, receiptCreated } from '../sales/events.ts'
import { refundBy } from '../sales/payments.ts'
import { taxCents } from '../sales/tax.ts'
import type { TillLine } from '../sales/till-lines.ts'
import type { Session } from '../traffic/session.ts'
import type { SoldGoods } from './sold-goods.ts'

const WHICH = wordOf('returned-lines')

/** A line that comes back: units and cents are negative. */
export interface ReturnedLine extends TillLine {
  readonly disposition: Disposition
}

/** Some of a sale comes back: a receipt, its lines and the refund, in that order. */
export function giveBack(company: Company, session: Session, at: Moment): void {
  const goods = session.givesBack
  if (goods === null) throw new Error(`session of ${session.storeId} on day ${session.day} brings nothing back`)
  const lines = returnedLines(company, goods, at.draws(WHICH))
  const receipt = at.emit(returnReceipt(session, goods, lines))
  session.receiptId = receipt.data.receipt_id
  for (const [place, line] of lines.entries()) at.emit(receiptLine(receipt, line, place + 1, line.disposition))
  recordPayment(receipt, refundBy(goods.tender, at), 1, at)
}

/** Each line by chance, one at least; of its units some, or all. */
export function returnedLines(
  company: Company,
  { storeId, lines }: Pick<SoldGoods, 'storeId' | 'lines'>,
  draws: Draws,
): ReturnedLine[] {
  const { config, master } = company
  const chosen = lines.filter(() => draws.chance(config.returns.line_share))
  if (chosen.length === 0) chosen.push(lines[draws.below(lines.length)])
  const { taxRateBps } = master.stores[storeId - 1]
  return chosen.map((line) => {
    const product = master.products[line.index]
    const units = draws.between(1, line.quantity)
    const extended = shareOf(line.extendedCents, units, line.quantity)
    return {
      index: line.index,
      quantity: -units,
      unitPriceCents: line.unitPriceCents,
      discountCents: extended - units * line.unitPriceCents,
      extendedCents: 0 - extended,
      taxCents: 0 - taxCents(extended, taxRateBps, product.taxability),
      promoCode: line.promoCode,
      disposition: dispositionOf(config, product, draws),
    }
  })
}

/** Cents of some of a line's units, rounded half up: never more than was paid for all. */
function shareOf(cents: number, units: number, quantity: number): number {
  return Math.floor((2 * cents * units + quantity) / (2 * quantity))
}

/** Food is destroyed; what becomes of other goods is drawn. */
function dispositionOf({ returns }: Config, product: Product, draws: Draws): Disposition {
  if (product.department === 'Grocery' || product.requiresRefrigeration) return 'DESTROYED'
  let left = draws.unit()
  return DISPOSITIONS.find((disposition) => (left -= returns.dispositions[disposition]) < 0) ?? 'DESTROYED'
}

function returnReceipt(session: Session, goods: SoldGoods, lines: readonly TillLine[]): ReceiptCreated {
  const business_date = dateText(session.day)
  return receiptCreated(
    {
      receipt_id: `R${session.storeId}-${business_date.replaceAll('-', '')}-${session.number}`,
      receipt_type: 'RETURN',
      return_for_receipt_id: goods.receiptId,
      store_id: session.storeId,
      customer_id: session.customerId > 0 ? session.customerId : null,
      business_date,
      ...totalsOf(lines),
      tender_type: goods.tender,
      campaign_id: null,
      impression_id: null,
      caused_by_impression_id: null,
      last_touch: null,
    },
    session.cause,
  )
}
