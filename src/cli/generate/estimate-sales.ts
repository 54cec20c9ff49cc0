import type { Company } from '../../retail/company.ts'
import { TRIPS } from '../../retail/fields.ts'
import { SEGMENTS } from '../../retail/master-data/types.ts'
import { promotionFactor } from '../../retail/promotions/promote.ts'
import type { Assortment } from '../../retail/sales/assortment.ts'
import { civilOf, type DayNumber, weekdayOf } from '../../time/business-date.ts'
import type { VisitEstimate } from './estimate-visits.ts'

/** Promotions, prices and returns over a stretch of history. */
export interface SalesEstimate {
  /** Receipts with a promotion, and promoted lines. */
  readonly promotions: number
  readonly promotedLines: number
  /** Promotions that begin, and that end. */
  readonly windows: number
  readonly priceChanges: number
  /** Sales that are brought back, and lines of them. */
  readonly returns: number
  readonly returnedLines: number
  /** Of these the ones that are restocked. */
  readonly restockedLines: number
}

/*
 * Measured on 14 days of demo: of the lines that are picked so many find a code that acts on them, and a receipt has as good a
 * chance of a promotion as one of so many lines.
 */
const CODE_FOUND = 0.815
const LINES_THAT_COUNT = 3.44
/** Of the prices in a weekly list so many change: the others are bound by cost and MSRP. */
const PRICES_MOVED = 0.8
/** Share of food among the lines that are brought back. */
const FOOD_SHARE = 0.6
const MONDAY = 0

/** What the tills and the price lists bring from the business day `from` to the one before `end`. */
export function estimateSales(company: Company, seen: VisitEstimate, from: DayNumber, end: DayNumber): SalesEstimate {
  const { config, master } = company
  const { returns, prices } = config
  const chance = lineChance(company, civilOf(Math.floor((from + end - 1) / 2)).month)
  const days = Array.from({ length: end - from }, (_, index) => from + index)
  const mondays = days.filter((day) => weekdayOf(day) === MONDAY).length
  const returned = seen.receipts * returns.rate * windowPassed(company, from, end)
  const linesBack = Math.max(1, (seen.lines / Math.max(1, seen.receipts)) * returns.line_share)
  const returnedLines = returned * linesBack
  return {
    promotions: seen.receipts * (1 - (1 - chance) ** LINES_THAT_COUNT),
    promotedLines: seen.lines * chance * CODE_FOUND,
    windows: countWindows(company, days),
    priceChanges: mondays * master.products.length * prices.weekly_change_share * PRICES_MOVED,
    returns: returned,
    returnedLines,
    restockedLines: returnedLines * (1 - FOOD_SHARE) * returns.dispositions.RESTOCKED,
  }
}

/** Chance of a mean line to be picked for a promotion: stores by their traffic. */
export function lineChance(company: Company, month: number): number {
  const chances = new Map<Assortment, number>()
  let [sum, total] = [0, 0]
  for (const { storeId, dailyTrafficMultiplier } of company.master.stores) {
    const assortment = company.assortmentOf(storeId)
    const chance = chances.get(assortment) ?? lineChanceIn(company, storeId, month)
    chances.set(assortment, chance)
    sum += dailyTrafficMultiplier * chance
    total += dailyTrafficMultiplier
  }
  return sum / total
}

function lineChanceIn(company: Company, storeId: number, month: number): number {
  const { config } = company
  const { segment_chance, department_factors, month_factors, most_chance } = config.promotions
  const { segmentShares } = company.ticketsOf(storeId)
  const base = month_factors[month - 1] * promotionFactor(company, storeId)
  const weights = TRIPS.map((trip) => config.baskets.trip_lines[trip].reduce((sum, lines) => sum + lines, 0))
  let [sum, total] = [0, 0]
  for (const [segment, share] of segmentShares.entries()) {
    for (const [trip, weight] of weights.entries()) {
      const lines = share * weight * config.visits.trip_mix[SEGMENTS[segment]][trip]
      total += lines
      for (const [place, part] of company.assortmentOf(storeId).departmentShares(trip, month).entries()) {
        const chance = segment_chance[SEGMENTS[segment]] * department_factors[place] * base
        sum += lines * part * Math.min(most_chance, chance)
      }
    }
  }
  return sum / total
}

/** The mean part of the return window that falls into the stretch, over sales of the stretch and before. */
function windowPassed({ startDay, config }: Company, from: DayNumber, end: DayNumber): number {
  const { min, max } = config.returns.days
  let passed = 0
  for (let day = from; day < end; day++) passed += Math.min(max, Math.max(min - 1, day - startDay)) - (min - 1)
  return passed / (max - min + 1) / (end - from)
}

function countWindows({ promotions, startDay }: Company, days: readonly DayNumber[]): number {
  let windows = 0
  for (const day of days) {
    for (const place of promotions.entries.keys()) {
      const window = promotions.windowAt(place, day)
      if (window?.first === day || (window !== null && day === startDay)) windows++
      if (window?.last === day) windows++
    }
  }
  return windows
}
