import type { Moment } from '../../simulation/moment.ts'
import { dateText } from '../../time/business-date.ts'
import { isoTime } from '../../time/iso-time.ts'
import type { Company } from '../company.ts'
import { type ReceiptReasons, receiptReasons } from '../marketing/purchase-reasons.ts'
import type { Session } from '../traffic/session.ts'
import type { World } from '../world.ts'
import { paymentProcessed, type ReceiptCreated, receiptCreated, receiptLineAdded } from './events.ts'
import { fillBasket } from './fill-basket.ts'
import { attemptPayments, type PaymentAttempt } from './payments.ts'
import { taxCents } from './tax.ts'

/**
 * The party pays: with an approved attempt the receipt, its lines and every attempt are recorded, in that order; otherwise
 * nothing is, the stock stays, and the session remembers the failure.
 */
export function checkOut(company: Company, world: World, session: Session, at: Moment): void {
  const { taken, lostLines, substitutes } = fillBasket(company, world, session, at)
  session.lostLines = lostLines
  session.substitutes = substitutes
  if (taken.length === 0) return
  const attempts = attemptPayments(company.config, at)
  if (attempts[attempts.length - 1].declineReason !== null) {
    session.paymentFailed = true
    return
  }
  const reasons = receiptReasons(world, session, at.now)
  const receipt = at.emit(receiptOf(company, session, taken, { attempts, reasons }))
  session.receiptId = receipt.data.receipt_id
  addLines(company, receipt, taken, at)
  for (const [index, attempt] of attempts.entries()) recordPayment(receipt, attempt, index + 1, at)
}

function receiptOf(
  { master }: Company,
  session: Session,
  taken: readonly number[],
  { attempts, reasons }: { readonly attempts: readonly PaymentAttempt[]; readonly reasons: ReceiptReasons },
): ReceiptCreated {
  const { taxRateBps } = master.stores[session.storeId - 1]
  let units = 0
  let subtotal = 0
  let tax = 0
  for (let i = 0; i < taken.length; i += 2) {
    const { salePriceCents, taxability } = master.products[taken[i]]
    const extended = salePriceCents * taken[i + 1]
    units += taken[i + 1]
    subtotal += extended
    tax += taxCents(extended, taxRateBps, taxability)
  }
  const business_date = dateText(session.day)
  return receiptCreated(
    {
      receipt_id: `R${session.storeId}-${business_date.replaceAll('-', '')}-${session.number}`,
      receipt_type: 'SALE',
      return_for_receipt_id: null,
      store_id: session.storeId,
      customer_id: session.customerId > 0 ? session.customerId : null,
      business_date,
      item_count: units,
      gross_subtotal_cents: subtotal,
      discount_cents: 0,
      subtotal_cents: subtotal,
      tax_cents: tax,
      total_cents: subtotal + tax,
      tender_type: attempts[attempts.length - 1].tender,
      ...reasons,
    },
    session.cause,
  )
}

function addLines({ master }: Company, receipt: ReceiptCreated, taken: readonly number[], at: Moment): void {
  const { receipt_id, store_id } = receipt.data
  for (let i = 0; i < taken.length; i += 2) {
    const { productId, salePriceCents } = master.products[taken[i]]
    const quantity = taken[i + 1]
    at.emit(
      receiptLineAdded(
        {
          receipt_id,
          store_id,
          line_number: i / 2 + 1,
          product_id: productId,
          quantity,
          unit_price_cents: salePriceCents,
          discount_cents: 0,
          extended_price_cents: salePriceCents * quantity,
          promo_code: null,
        },
        receipt,
      ),
    )
  }
}

function recordPayment(receipt: ReceiptCreated, attempt: PaymentAttempt, number: number, at: Moment): void {
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
