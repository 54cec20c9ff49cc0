import type { Config } from '../../config/schema.ts'
import { STORE_TENDERS, type StoreTender, type Tender } from '../../retail/fields.ts'

/** What the configuration makes of a checkout: a tender of the mix, and when it is declined one more, another one. */
export interface PaymentOdds<Accepted extends Tender = StoreTender> {
  /** Chance that both attempts are declined, so that there is no receipt. */
  readonly failed: number
  /** Share of receipts whose first attempt was declined. */
  readonly retried: number
  /** Share of receipts that are paid with each tender. */
  readonly paidWith: Readonly<Record<Accepted, number>>
}

/** What can be paid with, and how often each is taken first. */
export interface Means<Accepted extends Tender> {
  readonly accepted: readonly Accepted[]
  readonly mix: Readonly<Record<Accepted, number>>
}

/** The odds at a till, exactly. */
export function paymentOdds({ payments }: Config): PaymentOdds {
  return oddsWith(payments, { accepted: STORE_TENDERS, mix: payments.tender_mix })
}

/** The odds of any means, exactly. */
export function oddsWith<Accepted extends Tender>(
  { decline_rate: rate, decline_factors: factors }: Config['payments'],
  means: Means<Accepted>,
): PaymentOdds<Accepted> {
  const { accepted, mix } = means
  const total = accepted.reduce((sum, tender) => sum + mix[tender], 0)
  const declined = (tender: Accepted) => Math.min(1, rate * factors[tender])
  const paid = Object.fromEntries(accepted.map((tender) => [tender, 0])) as Record<Accepted, number>
  let retried = 0
  for (const first of accepted) {
    const chance = mix[first] / total
    paid[first] += chance * (1 - declined(first))
    for (const [second, share] of othersThan(first, means)) {
      const approved = chance * declined(first) * share * (1 - declined(second))
      paid[second] += approved
      retried += approved
    }
  }
  const succeeded = accepted.reduce((sum, tender) => sum + paid[tender], 0)
  const paidWith = Object.fromEntries(accepted.map((tender) => [tender, paid[tender] / succeeded]))
  return { failed: 1 - succeeded, retried: retried / succeeded, paidWith: paidWith as Record<Accepted, number> }
}

/** The tenders of a second attempt by their shares; the first of them when none of them has a share of its own. */
function othersThan<Accepted extends Tender>(
  first: Accepted,
  { accepted, mix }: Means<Accepted>,
): ReadonlyArray<readonly [Accepted, number]> {
  const others = accepted.filter((tender) => tender !== first)
  const left = others.reduce((sum, tender) => sum + mix[tender], 0)
  return others.map((tender, index) => [tender, left > 0 ? mix[tender] / left : Number(index === 0)] as const)
}
