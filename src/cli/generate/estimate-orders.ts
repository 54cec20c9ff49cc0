import type { Config } from '../../config/schema.ts'
import { scenarioFactors } from '../../retail/commands/demand-factors.ts'
import type { Company } from '../../retail/company.ts'
import { ordersOfDay } from '../../retail/online/volume.ts'
import { civilOf, type DayNumber } from '../../time/business-date.ts'
import { lineChance } from './estimate-sales.ts'

/** What the web shop does in a stretch of history. */
export interface OrderEstimate {
  readonly orders: number
  readonly lines: number
  /** Orders with a promotion, and promoted lines. */
  readonly promotions: number
  readonly promotedLines: number
  /** Attempts to pay and refunds. */
  readonly payments: number
  /** Lines that are taken from the shelves of stores and of DCs. */
  readonly fromStores: number
  readonly fromDcs: number
  /** Events after ordering and paying: picking, shipping, delivery, cancellation. */
  readonly steps: number
}

/*
 * Measured on 14 days of demo: so many of the lines that a mean line at the tills would have picked find a code that acts on
 * them, and an order has as good a chance of a promotion as one of so many such lines.
 */
const CODE_FOUND = 0.96
const LINES_THAT_COUNT = 2.56
/** Mean days from ordering to shipping and to delivery, over all modes: orders of the last days have not come so far. */
const DAYS_TO_SHIPPING = 1
const DAYS_TO_DELIVERY = 2.8

/** What the web shop does from the business day `from` to the one before `end`. */
export function estimateOrders(company: Company, from: DayNumber, end: DayNumber): OrderEstimate {
  const { cancel_rate: cancelled, mode_mix: mix } = company.config.online
  const days = end - from
  const orders = countOrders(company, from, end)
  const lines = orders * linesPerOrder(company.config)
  const chance = lineChance(company, civilOf(Math.floor((from + end - 1) / 2)).month)
  const served = orders * (1 - cancelled)
  const picked = lines * (1 - cancelled)
  // A history that goes on ships and delivers what the days before ordered.
  const lag = from === company.startDay ? 1 : 0
  const shipped = served * (1 - mix.BOPIS) * Math.max(0, 1 - (lag * DAYS_TO_SHIPPING) / days)
  const delivered = served * Math.max(0, 1 - (lag * DAYS_TO_DELIVERY) / days)
  return {
    orders,
    lines,
    promotions: orders * (1 - (1 - chance) ** LINES_THAT_COUNT),
    promotedLines: lines * chance * CODE_FOUND,
    payments: orders * (1 + declineRate(company.config) + cancelled),
    fromStores: picked * (1 - mix.SHIP_FROM_DC),
    fromDcs: picked * mix.SHIP_FROM_DC,
    steps: served + shipped + delivered + orders * cancelled,
  }
}

function countOrders(company: Company, from: DayNumber, end: DayNumber): number {
  const factors = scenarioFactors(company)
  let orders = 0
  for (const { dcId } of company.master.distributionCenters) {
    for (let day = from; day < end; day++) orders += ordersOfDay(company, factors, { dcId, day })
  }
  return orders
}

function linesPerOrder({ online }: Config): number {
  return online.line_weights.reduce((mean, share, index) => mean + share * (index + 1), 0)
}

function declineRate({ payments, online }: Config): number {
  const tenders = Object.entries(online.tender_mix) as Array<[keyof typeof online.tender_mix, number]>
  return tenders.reduce((sum, [name, share]) => sum + share * payments.decline_rate * payments.decline_factors[name], 0)
}
