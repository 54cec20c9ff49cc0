import type { Cause } from '../../simulation/domain-event.ts'
import type { Moment } from '../../simulation/moment.ts'
import { wordOf } from '../../simulation/random.ts'
import { isoTime } from '../../time/iso-time.ts'
import { ONLINE_TENDERS, type OnlineTender, type Tender } from '../fields.ts'
import type { Company } from '../company.ts'
import { type PaymentProcessed, paymentProcessed } from '../sales/events.ts'
import { attemptWith, type PaymentAttempt, processingMs } from '../sales/payments.ts'
import type { OnlineOrderCreated } from './events.ts'
import type { Order, OrderName } from './order.ts'

const REFUND = wordOf('order-refund')

/** Draws the attempts to pay online: one that is approved, or a declined one and a second with another tender. */
export function attemptOnline({ config }: Company, at: Moment): PaymentAttempt<OnlineTender>[] {
  return attemptWith(config.payments, { accepted: ONLINE_TENDERS, mix: config.online.tender_mix }, at)
}

/** Records the attempts to pay an order. */
export function payOrder(
  created: OnlineOrderCreated,
  attempts: readonly PaymentAttempt<OnlineTender>[],
  at: Moment,
): void {
  for (const [index, { tender, ...attempt }] of attempts.entries()) {
    const payment = { ...attempt, tender, cents: created.data.total_cents, number: `${index + 1}` }
    at.emit(paymentProcessed(paymentOf(created.data, payment, at), created))
  }
}

/** Gives the money of an order back by the tender that it came with. */
export function refund({ name, tender, totalCents }: Order, cause: Cause, at: Moment): void {
  const took = processingMs(tender, at.draws(REFUND))
  const payment = { tender, cents: -totalCents, number: 'R', processingMs: took, declineReason: null }
  at.emit(paymentProcessed(paymentOf(name, payment, at), cause))
}

interface Payment extends PaymentAttempt<Tender> {
  readonly cents: number
  /** Which of the order's payments it is. */
  readonly number: string
}

function paymentOf(
  { order_id, customer_id, node_type, node_id }: OrderName,
  { tender, cents, number, processingMs: processing_time_ms, declineReason: decline_reason }: Payment,
  at: Moment,
): PaymentProcessed['data'] {
  return {
    receipt_id: null,
    order_id,
    payment_method: tender,
    amount_cents: cents,
    transaction_id: `T${order_id}-${number}`,
    processing_time: isoTime(at.now),
    processing_time_ms,
    status: decline_reason === null ? 'APPROVED' : 'DECLINED',
    decline_reason,
    store_id: node_type === 'STORE' ? node_id : null,
    customer_id,
  }
}
