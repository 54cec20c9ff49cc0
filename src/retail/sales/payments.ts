import type { Config } from '../../config/schema.ts'
import type { Moment } from '../../simulation/moment.ts'
import { type Draws, wordOf } from '../../simulation/random.ts'
import { DECLINE_REASONS, STORE_TENDERS, type StoreTender, type Tender } from '../fields.ts'

const PAY = wordOf('pay')
/** A declined payment is tried once more, with another tender. */
const MAX_ATTEMPTS = 2

/** Milliseconds, least and most, that a terminal or a payment page takes. Source: measurements of the earlier system of this kind. */
const PROCESSING_MS: Readonly<Record<Tender, readonly [number, number]>> = {
  CREDIT_CARD: [1500, 4000],
  DEBIT_CARD: [1200, 3500],
  CASH: [500, 2000],
  MOBILE_PAY: [800, 2500],
  CHECK: [3000, 8000],
  PAYPAL: [2000, 5000],
  OTHER: [1000, 3000],
}

/** One attempt to pay. `declineReason` is null when it is approved. */
export interface PaymentAttempt<Accepted extends Tender = StoreTender> {
  readonly tender: Accepted
  readonly processingMs: number
  readonly declineReason: (typeof DECLINE_REASONS)[number] | null
}

/** Draws the attempts at a till: one that is approved, or a declined one and a second with another tender. */
export function attemptPayments({ payments }: Config, at: Moment): PaymentAttempt[] {
  return attemptWith(payments, { accepted: STORE_TENDERS, mix: payments.tender_mix }, at)
}

/** What is paid with: the tenders that are accepted, in a fixed order, and how often each is taken. */
export interface Means<Accepted extends Tender> {
  readonly accepted: readonly Accepted[]
  readonly mix: Readonly<Record<Accepted, number>>
}

/** Draws the attempts with any means, in the same way. */
export function attemptWith<Accepted extends Tender>(
  payments: Config['payments'],
  means: Means<Accepted>,
  at: Moment,
): PaymentAttempt<Accepted>[] {
  const attempts: PaymentAttempt<Accepted>[] = []
  while (attempts.length < Math.min(MAX_ATTEMPTS, means.accepted.length)) {
    const draws = at.draws(PAY, attempts.length)
    const tender = pickTender(means, attempts, draws)
    const declined = draws.chance(payments.decline_rate * payments.decline_factors[tender])
    const declineReason = declined ? DECLINE_REASONS[draws.below(DECLINE_REASONS.length)] : null
    attempts.push({ tender, processingMs: processingMs(tender, draws), declineReason })
    if (!declined) break
  }
  return attempts
}

/** Draws the milliseconds that paying, or giving money back, takes. */
export function processingMs(tender: Tender, draws: Draws): number {
  const [least, most] = PROCESSING_MS[tender]
  return draws.between(least, most)
}

/** A refund by the tender that was used: approved, always. */
export function refundBy(tender: StoreTender, at: Moment): PaymentAttempt {
  return { tender, processingMs: processingMs(tender, at.draws(PAY)), declineReason: null }
}

/** By weight among those not yet tried; any of them when none has weight. */
function pickTender<Accepted extends Tender>(
  { accepted, mix }: Means<Accepted>,
  tried: readonly PaymentAttempt<Accepted>[],
  draws: Draws,
): Accepted {
  const isLeft = (tender: Accepted) => tried.every((attempt) => attempt.tender !== tender)
  let sum = 0
  for (const tender of accepted) if (isLeft(tender)) sum += mix[tender]
  let point = draws.unit() * sum
  const found = accepted.find((tender) => isLeft(tender) && (point -= mix[tender]) < 0) ?? accepted.find(isLeft)
  if (found === undefined) throw new Error('every tender has been tried')
  return found
}
