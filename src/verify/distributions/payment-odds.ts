import type { Config } from '../../config/schema.ts'
import { TENDERS, type Tender } from '../../retail/fields.ts'

/** What the configuration makes of a checkout: a tender of the mix, and when it is declined one more, another one. */
export interface PaymentOdds {
  /** Chance that both attempts are declined, so that there is no receipt. */
  readonly failed: number
  /** Share of receipts whose first attempt was declined. */
  readonly retried: number
  /** Share of receipts that are paid with each tender. */
  readonly paidWith: Readonly<Record<Tender, number>>
}

/** The odds, exactly. */
export function paymentOdds({ payments }: Config): PaymentOdds {
  const { tender_mix: mix, decline_rate: rate, decline_factors: factors } = payments
  const total = TENDERS.reduce((sum, tender) => sum + mix[tender], 0)
  const declined = (tender: Tender) => Math.min(1, rate * factors[tender])
  const paid = Object.fromEntries(TENDERS.map((tender) => [tender, 0])) as Record<Tender, number>
  let retried = 0
  for (const first of TENDERS) {
    const chance = mix[first] / total
    paid[first] += chance * (1 - declined(first))
    for (const [second, share] of othersThan(first, mix)) {
      const approved = chance * declined(first) * share * (1 - declined(second))
      paid[second] += approved
      retried += approved
    }
  }
  const succeeded = TENDERS.reduce((sum, tender) => sum + paid[tender], 0)
  const paidWith = Object.fromEntries(TENDERS.map((tender) => [tender, paid[tender] / succeeded]))
  return { failed: 1 - succeeded, retried: retried / succeeded, paidWith: paidWith as Record<Tender, number> }
}

/** The tenders of a second attempt by their shares; the first of them when none of them has a share of its own. */
function othersThan(first: Tender, mix: Config['payments']['tender_mix']): ReadonlyArray<readonly [Tender, number]> {
  const others = TENDERS.filter((tender) => tender !== first)
  const left = others.reduce((sum, tender) => sum + mix[tender], 0)
  return others.map((tender, index) => [tender, left > 0 ? mix[tender] / left : Number(index === 0)] as const)
}
