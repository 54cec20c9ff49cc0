import type { Config } from '../../config/schema.ts'
import { STORE_TENDERS, type StoreTender } from '../../retail/fields.ts'

/** What the configuration makes of a checkout: a tender of the mix, and when it is declined one more, another one. */
export interface PaymentOdds {
  /** Chance that both attempts are declined, so that there is no receipt. */
  readonly failed: number
  /** Share of receipts whose first attempt was declined. */
  readonly retried: number
  /** Share of receipts that are paid with each tender. */
  readonly paidWith: Readonly<Record<StoreTender, number>>
}

/** The odds, exactly. */
export function paymentOdds({ payments }: Config): PaymentOdds {
  const { tender_mix: mix, decline_rate: rate, decline_factors: factors } = payments
  const total = STORE_TENDERS.reduce((sum, tender) => sum + mix[tender], 0)
  const declined = (tender: StoreTender) => Math.min(1, rate * factors[tender])
  const paid = Object.fromEntries(STORE_TENDERS.map((tender) => [tender, 0])) as Record<StoreTender, number>
  let retried = 0
  for (const first of STORE_TENDERS) {
    const chance = mix[first] / total
    paid[first] += chance * (1 - declined(first))
    for (const [second, share] of othersThan(first, mix)) {
      const approved = chance * declined(first) * share * (1 - declined(second))
      paid[second] += approved
      retried += approved
    }
  }
  const succeeded = STORE_TENDERS.reduce((sum, tender) => sum + paid[tender], 0)
  const paidWith = Object.fromEntries(STORE_TENDERS.map((tender) => [tender, paid[tender] / succeeded]))
  return { failed: 1 - succeeded, retried: retried / succeeded, paidWith: paidWith as Record<StoreTender, number> }
}

/** The tenders of a second attempt by their shares; the first of them when none of them has a share of its own. */
function othersThan(
  first: StoreTender,
  mix: Config['payments']['tender_mix'],
): ReadonlyArray<readonly [StoreTender, number]> {
  const others = STORE_TENDERS.filter((tender) => tender !== first)
  const left = others.reduce((sum, tender) => sum + mix[tender], 0)
  return others.map((tender, index) => [tender, left > 0 ? mix[tender] / left : Number(index === 0)] as const)
}
