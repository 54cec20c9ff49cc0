import type { Moment } from '../../simulation/moment.ts'
import { dateText } from '../../time/business-date.ts'
import { isoTime } from '../../time/iso-time.ts'
import type { Company } from '../company.ts'
import type { StoreTender } from '../fields.ts'
import { receiptReasons, type ReceiptReasons } from '../marketing/purchase-reasons.ts'
import { promotionApplied } from '../promotions/events.ts'
import type { Discounts } from '../promotions/promote.ts'
import { scheduleReturn } from '../returns/schedule-return.ts'
import type { Session } from '../traffic/session.ts'
import type { World } from '../world.ts'
import { type Disposition, paymentProcessed, type ReceiptCreated, receiptCreated, receiptLineAdded } from './events.ts'
import { fillBasket } from './fill-basket.ts'
import { attemptPayments, type PaymentAttempt } from './payments.ts'
import { ringUp, type TillLine } from './till-lines.ts'

/**
 * The party pays: with an approved attempt the receipt, its lines, its promotion and every attempt are recorded, in that order;
 * otherwise nothing is, the stock stays, and the session remembers the failure.
 */
export function checkOut(company: Company, world: World, session: Session, at: Moment): void {
  const { taken, lostLines, substitutes } = fillBasket(company, world, session, at)
  session.lostLines = lostLines
  session.substitutes = substitutes
  if (taken.length === 0) return
  const attempts = attemptPayments(company.config, at)
  const last = attempts[attempts.length - 1]
  if (last.declineReason !== null) {
    session.paymentFailed = true
    return
  }
  const { lines, discounts } = ringUp(company, world, { session, taken }, at)
  const receipt = at.emit(saleReceipt(session, lines, last.tender, receiptReasons(world, session, at.now)))
  session.receiptId = receipt.data.receipt_id
  for (let place = 0; place < lines.length; place++) at.emit(receiptLine(receipt, lines[place], place + 1))
  if (discounts !== null) tellPromotion(receipt, lines, discounts, at)
  for (let place = 0; place < attempts.length; place++) recordPayment(receipt, attempts[place], place + 1, at)
  scheduleReturn(company, { session, receipt, lines, tender: last.tender }, at)
}

function saleReceipt(
  session: Session,
  lines: readonly TillLine[],
  tender: StoreTender,
  reasons: ReceiptReasons,
): ReceiptCreated {
  const business_date = dateText(session.day)
  const totals = totalsOf(lines)
  return receiptCreated(
    {
      receipt_id: `R${session.storeId}-${business_date.replaceAll('-', '')}-${session.number}`,
      receipt_type: 'SALE',
      return_for_receipt_id: null,
      store_id: session.storeId,
      customer_id: session.customerId > 0 ? session.customerId : null,
      business_date,
      item_count: totals.item_count,
      gross_subtotal_cents: totals.gross_subtotal_cents,
      discount_cents: totals.discount_cents,
      subtotal_cents: totals.subtotal_cents,
      tax_cents: totals.tax_cents,
      total_cents: totals.total_cents,
      tender_type: tender,
      campaign_id: reasons.campaign_id,
      impression_id: reasons.impression_id,
      caused_by_impression_id: reasons.caused_by_impression_id,
      last_touch: reasons.last_touch,
    },
    session.cause,
  )
}

/** Units and amounts of a receipt from those of its lines. */
export function totalsOf(lines: readonly TillLine[]) {
  let units = 0
  let discount = 0
  let subtotal = 0
  let tax = 0
  for (const line of lines) {
    units += line.quantity
    discount += line.discountCents
    subtotal += line.extendedCents
    tax += line.taxCents
  }
  return {
    item_count: units,
    gross_subtotal_cents: subtotal + discount,
    discount_cents: discount,
    subtotal_cents: subtotal,
    tax_cents: tax,
    total_cents: subtotal + tax,
  }
}

/** A line of a receipt; goods that came back have a disposition. */
export function receiptLine(
  receipt: ReceiptCreated,
  line: TillLine,
  number: number,
  disposition: Disposition | null = null,
) {
  return receiptLineAdded(
    {
      receipt_id: receipt.data.receipt_id,
      store_id: receipt.data.store_id,
      line_number: number,
      product_id: line.index + 1,
      quantity: line.quantity,
      unit_price_cents: line.unitPriceCents,
      discount_cents: line.discountCents,
      extended_price_cents: line.extendedCents,
      promo_code: line.promoCode,
      disposition,
    },
    receipt,
  )
}

function tellPromotion(
  receipt: ReceiptCreated,
  lines: readonly TillLine[],
  { promotion }: Discounts,
  at: Moment,
): void {
  const { receipt_id, discount_cents, store_id, customer_id } = receipt.data
  const product_ids = lines.filter(({ promoCode }) => promoCode !== null).map(({ index }) => index + 1)
  at.emit(
    promotionApplied(
      {
        receipt_id,
        order_id: null,
        promo_code: promotion.code,
        discount_type: promotion.kind,
        discount_cents,
        product_count: product_ids.length,
        product_ids,
        store_id,
        customer_id,
      },
      receipt,
    ),
  )
}

/** Records an attempt to pay the total of a receipt; of a return it is a refund. */
export function recordPayment(receipt: ReceiptCreated, attempt: PaymentAttempt, number: number, at: Moment): void {
  const { receipt_id, total_cents, store_id, customer_id } = receipt.data
  at.emit(
    paymentProcessed(
      {
        receipt_id,
        order_id: null,
        payment_method: attempt.tender,
        amount_cents: total_cents,
        transaction_id: `T${receipt_id}-${number}`,
        processing_time: isoTime(at.now),
        processing_time_ms: attempt.processingMs,
        status: attempt.declineReason === null ? 'APPROVED' : 'DECLINED',
        decline_reason: attempt.declineReason,
        store_id,
        customer_id,
      },
      receipt,
    ),
  )
}
