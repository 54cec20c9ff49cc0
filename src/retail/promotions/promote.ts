import type { Moment } from '../../simulation/moment.ts'
import { type Draws, wordOf } from '../../simulation/random.ts'
import { civilOf, type DayNumber } from '../../time/business-date.ts'
import type { Company } from '../company.ts'
import { SEGMENTS } from '../master-data/types.ts'
import type { World } from '../world.ts'
import { discountsOn, type PromotableLine } from './discounts.ts'
import { actsOn, type Promotion } from './promotion.ts'

const PROMOTED = wordOf('promoted-lines')
const CODE = wordOf('promotion-code')
/** Of the store type that the configured chances are meant for: a supercenter. */
const USUAL_PROMOTION_RATE = 0.18

/** A basket at the till, or an order in the web shop. */
export interface PromotableSale {
  /** The store whose type decides how often: that of the till, or of the customer who orders. */
  readonly storeId: number
  /** The business day of the store, or of the region that takes the order. */
  readonly day: DayNumber
  /** Place in `SEGMENTS`. */
  readonly segment: number
  readonly lines: readonly PromotableLine[]
}

/** What a code takes off: cents by line, 0 where it does not act. */
export interface Discounts {
  readonly promotion: Promotion
  readonly cents: readonly number[]
}

/** Some lines are to be promoted; of the codes that can act on any of them one does. Null when nothing is taken off. */
export function promote(company: Company, world: World, sale: PromotableSale, at: Moment): Discounts | null {
  const places = candidates(company, sale, at.draws(PROMOTED))
  if (places.length === 0) return null
  const gross = sale.lines.reduce((sum, { quantity, unitPriceCents }) => sum + quantity * unitPriceCents, 0)
  const lines = places.map((place) => sale.lines[place])
  let chosen: Discounts | null = null
  let least = Number.POSITIVE_INFINITY
  for (const promotion of validCodes(company, world, sale.day)) {
    if (promotion.minimumCents > gross) continue
    // Every code has a lot of its own, so that one code more or less changes only the receipts that use it.
    const lot = at.draws(CODE, promotion.word).word()
    const cents = lot < least ? discountsOn(promotion, lines) : null
    if (cents === null) continue
    least = lot
    chosen = { promotion, cents }
  }
  return chosen === null
    ? null
    : { promotion: chosen.promotion, cents: spread(chosen.cents, places, sale.lines.length) }
}

/** Codes of the calendar on the store's business day, and those that commands have opened. */
function validCodes(company: Company, world: World, day: DayNumber): readonly Promotion[] {
  const { valid } = company.promotions.on(day)
  return world.promotions.length === 0 ? valid : [...valid, ...world.promotions]
}

/** Whether a targeted promotion of the department (place in `DEPARTMENTS`) runs, which makes people take more of it. */
export function isLifted(company: Company, world: World, day: DayNumber, department: number): boolean {
  if (actsOn({ departments: company.promotions.on(day).lifted }, department)) return true
  return world.promotions.some((promotion) => promotion.isTargeted && actsOn(promotion, department))
}

/** Factor on the chance of lines of a store to be promoted: the configured one, and that of its type. */
export function promotionFactor({ config, storeTypes }: Company, storeId: number): number {
  return config.promotions.rate_factor * (storeTypes.promotionRate(storeId) / USUAL_PROMOTION_RATE)
}

function candidates(company: Company, { storeId, day, segment, lines }: PromotableSale, draws: Draws): number[] {
  const { promotions } = company.config
  const places: number[] = []
  const base =
    promotions.segment_chance[SEGMENTS[segment]] *
    promotions.month_factors[civilOf(day).month - 1] *
    promotionFactor(company, storeId)
  for (let place = 0; place < lines.length; place++) {
    const chance = Math.min(promotions.most_chance, base * promotions.department_factors[lines[place].department])
    if (draws.chance(chance)) places.push(place)
  }
  return places
}

function spread(cents: readonly number[], places: readonly number[], lines: number): number[] {
  const all = Array.from({ length: lines }, () => 0)
  for (let index = 0; index < places.length; index++) all[places[index]] = cents[index]
  return all
}
