import type { DayNumber } from '../../time/business-date.ts'
import { demandFactorOf, type Factors, mostDemandFactor } from '../commands/demand-factors.ts'
import type { Company } from '../company.ts'

/** Orders that the web shop of a region can number in a day. */
export const MAX_ORDERS_PER_DAY = 2 ** 22
/** Of the store type that the configured volume is meant for: a supercenter. Source: `dictionaries/store_types`. */
const USUAL_ONLINE_SHARE = 0.12
const HOURS = 24

/** A business day of a region. */
export interface OrderDay {
  readonly dcId: number
  readonly day: DayNumber
}

/** A local hour of a business day of the DC. */
export interface OrderHour extends OrderDay {
  /** 0..23. */
  readonly hour: number
}

/** Expected orders of a region on a business day: those of the calendar, times the factors in force as each hour begins. */
export function ordersOfDay(company: Company, factors: Factors, { dcId, day }: OrderDay): number {
  const zone = company.dcZones[dcId]
  const [start, end] = [zone.startOfDay(day), zone.startOfDay(day + 1)]
  const concerned = factors.demandFactors.some(({ dcs, from, until }) => dcs[dcId] === 1 && from < end && until > start)
  if (!concerned) return usualOrders(company, dcId, day)
  let orders = 0
  for (let hour = 0; hour < HOURS; hour++) orders += ordersOfHour(company, factors, { dcId, day, hour })
  return orders
}

/** Expected orders in a local hour of that day. */
export function ordersOfHour(company: Company, factors: Factors, { dcId, day, hour }: OrderHour): number {
  const weights = company.config.online.hour_weights
  const sum = weights.reduce((total, weight) => total + weight, 0)
  const commanded = demandFactorOf(factors, { dcId }, company.dcZones[dcId].localHourStart(day, hour))
  return (usualOrders(company, dcId, day) * weights[hour] * commanded) / sum
}

/** No day of the region expects more orders than this. */
export function mostOrdersInDay(company: Company, factors: Factors, dcId: number): number {
  return ordersOfRegion(company, dcId) * company.demand.mostSeasonalFactor * mostDemandFactor(factors, { dcId })
}

function usualOrders(company: Company, dcId: number, day: DayNumber): number {
  return ordersOfRegion(company, dcId) * company.demand.seasonalFactor(day)
}

/**
 * A day's orders before seasons. A rate per customer, so that a region which brings its customers and their part of the volume
 * changes no other; more of it where the stores are of kinds that sell more online.
 */
function ordersOfRegion({ config, customersOfDc, storeTypes }: Company, dcId: number): number {
  const { online_orders_per_day, total_customers } = config.volume
  const customers = customersOfDc[dcId].length
  return (online_orders_per_day / total_customers) * customers * (storeTypes.onlineShare(dcId) / USUAL_ONLINE_SHARE)
}
