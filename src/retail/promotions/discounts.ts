import { largestRemainder } from '../../simulation/distributions/largest-remainder.ts'
import { actsOn, type Promotion } from './promotion.ts'

const WHOLE_BPS = 10_000

/** A line as a promotion sees it. */
export interface PromotableLine {
  /** Place in `DEPARTMENTS`. */
  readonly department: number
  readonly quantity: number
  readonly unitPriceCents: number
  readonly unitCostCents: number
}

/**
 * Cents that a promotion takes off each of these lines, 0 where it does not act; null when it acts on none of them. A discount
 * is exactly what the code says: a line whose price would not stay above cost gets none, clearance apart.
 */
export function discountsOn(promotion: Promotion, lines: readonly PromotableLine[]): number[] | null {
  const inDepartment = lines.map(({ department }) => actsOn(promotion, department))
  if (promotion.kind === 'FIXED_AMOUNT') return fixedDiscounts(promotion, lines, inDepartment)
  const discounts = lines.map((line, place) => {
    if (!inDepartment[place]) return 0
    const cents = ratedCents(promotion, line)
    return isBearable(promotion, line, cents) ? cents : 0
  })
  return discounts.some((cents) => cents > 0) ? discounts : null
}

/** The rate of the line, or of the second of each pair, rounded half up. */
function ratedCents({ kind, value }: Promotion, { quantity, unitPriceCents }: PromotableLine): number {
  const units = kind === 'BOGO' ? Math.floor(quantity / 2) : quantity
  return Math.floor((units * unitPriceCents * value + WHOLE_BPS / 2) / WHOLE_BPS)
}

/** Something is left of the price and, but in a clearance, more than the goods cost. */
function isBearable({ clearance }: Promotion, line: PromotableLine, discount: number): boolean {
  const left = line.quantity * line.unitPriceCents - discount
  return left > (clearance ? 0 : line.quantity * line.unitCostCents)
}

/** Spreads the amount over the lines by what they cost; a line that cannot bear its part is left out of the next attempt. */
function fixedDiscounts(
  promotion: Promotion,
  lines: readonly PromotableLine[],
  inDepartment: readonly boolean[],
): number[] | null {
  let shares = lines.map(({ quantity, unitPriceCents }, place) => (inDepartment[place] ? quantity * unitPriceCents : 0))
  for (;;) {
    const total = shares.reduce((sum, share) => sum + share, 0)
    if (total <= promotion.value) return null
    const discounts = largestRemainder(promotion.value, shares)
    const bears = (place: number) => discounts[place] > 0 && isBearable(promotion, lines[place], discounts[place])
    if (shares.every((share, place) => share === 0 || bears(place))) return discounts
    shares = shares.map((share, place) => (bears(place) ? share : 0))
  }
}
