import type { Config } from '../../config/schema.ts'
import type { Moment } from '../../simulation/moment.ts'
import { type Draws, wordOf } from '../../simulation/random.ts'
import { DECLINE_REASONS, STORE_TENDERS, type StoreTender } from '../fields.ts'

const PAY = wordOf('pay')
/** A declined payment is tried once more, with another tender. */
const MAX_ATTEMPTS = 2

/** Milliseconds, least and most, that a terminal takes. Source: measurements of the earlier system of this kind. */
const PROCESSING_MS: Readonly<Record<StoreTender, readonly [number, number]>> = {
  CREDIT_CARD: [1500, 4000],
  DEBIT_CARD: [1200, 3500],
  CASH: [500, 2000],
  MOBILE_PAY: [800, 2500],
  CHECK: [3000, 8000],
}

/** One attempt to pay. `declineReason` is null when it is approved. */
export interface PaymentAttempt {
  readonly tender: StoreTender
  readonly processingMs: number
  readonly declineReason: (typeof DECLINE_REASONS)[number] | null
}

/** Draws the attempts: one that is approved, or a declined one and a second with another tender. */
export function attemptPayments({ payments }: Config, at: Moment): PaymentAttempt[] {
  const attempts: PaymentAttempt[] = []
  const left = new Map<StoreTender, number>(STORE_TENDERS.map((tender) => [tender, payments.tender_mix[tender]]))
  while (attempts.length < MAX_ATTEMPTS && left.size > 0) {
    const draws = at.draws(PAY, attempts.length)
    const tender = pickTender(left, draws)
    left.delete(tender)
    const declined = draws.chance(payments.decline_rate * payments.decline_factors[tender])
    const declineReason = declined ? DECLINE_REASONS[draws.below(DECLINE_REASONS.length)] : null
    attempts.push({ tender, processingMs: draws.between(...PROCESSING_MS[tender]), declineReason })
    if (!declined) break
  }
  return attempts
}

/** A refund by the tender that was used: approved, always. */
export function refundBy(tender: StoreTender, at: Moment): PaymentAttempt {
  return { tender, processingMs: at.draws(PAY).between(...PROCESSING_MS[tender]), declineReason: null }
}

/** By weight among those left; any of them when none has weight. */
function pickTender(left: ReadonlyMap<StoreTender, number>, draws: Draws): StoreTender {
  const options = [...left]
  const sum = options.reduce((total, [, weight]) => total + weight, 0)
  let point = draws.unit() * sum
  const found = options.find(([, weight]) => (point -= weight) < 0) ?? options[0]
  return found[0]
}
