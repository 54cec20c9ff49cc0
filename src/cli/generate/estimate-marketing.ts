import type { Company } from '../../retail/company.ts'
import { impressionShares } from '../../retail/marketing/impression-shares.ts'
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
  const { campaigns, config } = company
  const seenOn = expectedImpressions(company)
  const days = Array.from({ length: end - from }, (_, index) => from + index)
  const sum = (of: (day: DayNumber) => number) => days.reduce((total, day) => total + of(day), 0)
  const caused = sum((day) => seenOn(day) * conversionOn(company, day))
  // Known customers come, and order, as often on each day.
  const touched = sum((day) => touchedShare(company, seenOn, day)) / Math.max(1, days.length)
  const purchases = known * KNOWN_PART * config.visits.purchase_rate + orders
  return {
    campaigns: sum((day) => campaigns.startingOn(day).length),
    impressions: sum(seenOn),
    visits: caused,
    attributions: purchases * touched + caused * config.marketing.visit_purchase_rate,
  }
}

/** Impressions of a day, over all regions, none of which sees more than its share of the cap. */
function expectedImpressions(company: Company): (day: DayNumber) => number {
  const { campaigns, customersOfDc } = company
  const shares = impressionShares(company)
  return (day) => {
    const mean = campaigns.impressionsPerCustomer(day)
    return customersOfDc.reduce((sum, { length }, dcId) => sum + cutMean(mean * length, shares[dcId]), 0)
  }
}

/** Mean of a Poisson number of which what exceeds `most` is cut off, by a normal distribution and a logistic tail. */
function cutMean(mean: number, most: number): number {
  if (mean === 0) return 0
  const deviation = Math.sqrt(mean)
  const z = (most - mean) / deviation
  const excess = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI) - z / (1 + Math.exp(1.702 * z))
  return Math.max(0, Math.min(mean, mean - deviation * excess))
}

/** Share of customers who saw an ad within the days before, half of the day itself included. */
function touchedShare({ master, config }: Company, seenOn: (day: DayNumber) => number, day: DayNumber): number {
  let seen = seenOn(day) / 2
  for (let before = 1; before <= TOUCH_DAYS; before++) {
    seen += seenOn(day - before) * (before === TOUCH_DAYS ? 0.5 : 1)
  }
  return 1 - Math.exp((-seen / master.customers.length) * config.marketing.known_share)
}

/** Chance that an impression of the day causes a visit. */
function conversionOn({ campaigns, channels, config }: Company, day: DayNumber): number {
  const running = campaigns.runningOn(day)
  const asked = running.reduce((sum, { dailyImpressions }) => sum + dailyImpressions, 0)
  const weighed = running.reduce((sum, { type, dailyImpressions }) => {
    const own = config.marketing.campaign_channels[type].map((channel) => channels[channel].conversion)
    return sum + (dailyImpressions * own.reduce((total, rate) => total + rate, 0)) / own.length
  }, 0)
  return asked > 0 ? (config.marketing.known_share * weighed) / asked : 0
}
