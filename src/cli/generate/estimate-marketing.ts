import type { Company } from '../../retail/company.ts'
import { CHANNELS_OF } from '../../retail/marketing/campaign-calendar.ts'
import type { DayNumber } from '../../time/business-date.ts'

/** What advertising brings in a stretch of history. */
export interface MarketingEstimate {
  readonly campaigns: number
  readonly impressions: number
  /** Visits that impressions cause. */
  readonly visits: number
  /** Purchases whose buyer saw an ad within seven days. */
  readonly attributions: number
}

const TOUCH_DAYS = 7
/**
 * Part of the expected visits by known customers that come about: those who are due wait for a visit that is meant for them.
 * Between 0.82 and 0.99 on ten days of a small company.
 */
const KNOWN_PART = 0.9

/**
 * What campaigns, which follow from the calendar, lead to from the business day `from` to the one before `end`, when known
 * customers mean to come `known` times and order `orders` times.
 */
export function estimateMarketing(
  company: Company,
  [from, end]: readonly [from: DayNumber, end: DayNumber],
  { known, orders }: { readonly known: number; readonly orders: number },
): MarketingEstimate {
  const { campaigns, master, config } = company
  const customers = master.customers.length
  const days = Array.from({ length: end - from }, (_, index) => from + index)
  const sum = (of: (day: DayNumber) => number) => days.reduce((total, day) => total + of(day), 0)
  const caused = sum((day) => customers * campaigns.impressionsPerCustomer(day) * conversionOn(company, day))
  // Known customers come, and order, as often on each day.
  const touched = sum((day) => touchedShare(company, day)) / Math.max(1, days.length)
  const purchases = known * KNOWN_PART * config.visits.purchase_rate + orders
  return {
    campaigns: sum((day) => campaigns.startingOn(day).length),
    impressions: sum((day) => customers * campaigns.impressionsPerCustomer(day)),
    visits: caused,
    attributions: purchases * touched + caused * config.marketing.visit_purchase_rate,
  }
}

/** Share of customers who saw an ad within the days before, half of the day itself included. */
function touchedShare({ campaigns, config }: Company, day: DayNumber): number {
  let seen = campaigns.impressionsPerCustomer(day) / 2
  for (let before = 1; before <= TOUCH_DAYS; before++) {
    seen += campaigns.impressionsPerCustomer(day - before) * (before === TOUCH_DAYS ? 0.5 : 1)
  }
  return 1 - Math.exp(-seen * config.marketing.known_share)
}

/** Chance that an impression of the day causes a visit. */
function conversionOn({ campaigns, channels, config }: Company, day: DayNumber): number {
  const running = campaigns.runningOn(day)
  const asked = running.reduce((sum, { dailyImpressions }) => sum + dailyImpressions, 0)
  const weighed = running.reduce((sum, { type, dailyImpressions }) => {
    const own = CHANNELS_OF[type].map((channel) => channels[channel].conversion)
    return sum + (dailyImpressions * own.reduce((total, rate) => total + rate, 0)) / own.length
  }, 0)
  return asked > 0 ? (config.marketing.known_share * weighed) / asked : 0
}
