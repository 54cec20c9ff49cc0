import type { Department, MarketingChannel } from '../../dictionaries/types.ts'
import type { Segment } from '../master-data/types.ts'

/** A pair that is planted: a product of `subcategory` is followed by one of `partner` with this chance, 0..1. */
export interface AffinityTruth {
  readonly subcategory: string
  readonly partner: string
  readonly rate: number
}

/** What drives a known customer. */
export interface CustomerTruth {
  readonly customerId: number
  readonly segment: Segment
  /** Mean days from a visit until the next one is due. */
  readonly meanGapDays: number
  readonly favoriteCategories: readonly string[]
}

/** How likely an impression on a channel brings a customer into the store. */
export interface ConversionTruth {
  readonly channel: MarketingChannel
  readonly rate: number
}

/** What a promotion code does by design. */
export interface PromotionTruth {
  readonly promoCode: string
  readonly department: Department
  readonly segment: Segment
  /** Chance of such a line to be promoted, in a month with factor 1 and at a store whose type has the usual rate. */
  readonly lineChance: number
  /** Chance that one more unit is taken while the code runs. */
  readonly extraUnitChance: number
}

/** What the simulation plants, for those who want to find it again in the data. */
export interface Truth {
  readonly affinities: readonly AffinityTruth[]
  readonly customers: readonly CustomerTruth[]
  readonly conversions: readonly ConversionTruth[]
  readonly promotions: readonly PromotionTruth[]
}
