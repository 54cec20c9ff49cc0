import type { Cause } from '../../simulation/domain-event.ts'
import type { Moment } from '../../simulation/moment.ts'
import { wordOf } from '../../simulation/random.ts'
import { isoTime } from '../../time/iso-time.ts'
import { ONLINE_TENDERS, type OnlineTender } from '../fields.ts'
import type { Company } from '../company.ts'
import { paymentProcessed } from '../sales/events.ts'
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
  const { data } = created
  for (const [index, { tender, processingMs: processing_time_ms, declineReason }] of attempts.entries()) {
    const payment = {
      ...subjectOf(data, `${index + 1}`, at),
      payment_method: tender,
      amount_cents: data.total_cents,
      processing_time_ms,
      status: declineReason === null ? ('APPROVED' as const) : ('DECLINED' as const),
      decline_reason: declineReason,
    }
    at.emit(paymentProcessed(payment, created))
  }
}

/** Gives the money of an order back by the tender that it came with. */
export function refund({ name, tender, totalCents }: Order, cause: Cause, at: Moment): void {
  const payment = {
    ...subjectOf(name, 'R', at),
    payment_method: tender,
    amount_cents: -totalCents,
    processing_time_ms: processingMs(tender, at.draws(REFUND)),
    status: 'APPROVED' as const,
    decline_reason: null,
  }
  at.emit(paymentProcessed(payment, cause))
}

function subjectOf({ order_id, customer_id, node_type, node_id }: OrderName, attempt: string, at: Moment) {
  return {
    receipt_id: null,
    order_id,
    transaction_id: `T${order_id}-${attempt}`,
    processing_time: isoTime(at.now),
    store_id: node_type === 'STORE' ? node_id : null,
    customer_id,
  }
}
