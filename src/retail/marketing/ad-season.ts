import type { Config } from '../../config/schema.ts'
import { civilOf, type DayNumber } from '../../time/business-date.ts'
import { type HolidayRule, ruleDay } from '../../time/holiday-rule.ts'

/** A stretch of days around a day that every year has, in which advertising is stronger. */
interface AdSeason {
  readonly factor: keyof Config['marketing']['season_factors']
  readonly rule: Exclude<HolidayRule, { kind: 'relative' }>
  /** First and last day, counted from the rule's day. */
  readonly from: number
  readonly to: number
}

const MONDAY = 0
const THURSDAY = 3
const thanksgiving = { kind: 'weekday', month: 11, weekday: THURSDAY, nth: 4 } as const

/** In the order in which they hold. Source: the seasons of the earlier system of this kind. */
const AD_SEASONS: readonly AdSeason[] = [
  { factor: 'black_friday', rule: thanksgiving, from: 1, to: 1 },
  { factor: 'thanksgiving', rule: thanksgiving, from: -10, to: 1 },
  { factor: 'christmas', rule: { kind: 'fixed', month: 12, day: 25 }, from: -14, to: 0 },
  { factor: 'long_weekends', rule: { kind: 'weekday', month: 5, weekday: MONDAY, nth: 0 }, from: -2, to: 2 },
  { factor: 'long_weekends', rule: { kind: 'fixed', month: 7, day: 4 }, from: -2, to: 2 },
  { factor: 'long_weekends', rule: { kind: 'weekday', month: 9, weekday: MONDAY, nth: 1 }, from: -2, to: 2 },
]

/** Factor on the impressions that campaigns ask for on a day; 1 on most. */
export function adSeasonFactor({ marketing }: Config, day: DayNumber): number {
  const { year } = civilOf(day)
  for (const { factor, rule, from, to } of AD_SEASONS) {
    const center = ruleDay(rule, year)
    if (center !== undefined && day >= center + from && day <= center + to) return marketing.season_factors[factor]
  }
  return 1
}
