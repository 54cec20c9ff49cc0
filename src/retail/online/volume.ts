import type { DayNumber } from '../../time/business-date.ts'
import type { Company } from '../company.ts'

/** Orders that the web shop of a region can number in a day. */
export const MAX_ORDERS_PER_DAY = 2 ** 22

/**
 * Expected orders of a region on a business day. A rate per customer, so that a region which brings its customers and their
 * part of the volume changes no other.
 */
export function ordersOfDay({ config, demand, customersOfDc }: Company, dcId: number, day: DayNumber): number {
  return ordersPerDay(config) * customersOfDc[dcId].length * demand.seasonalFactor(day)
}

/** No day of the region expects more orders than this. */
export function mostOrdersInDay({ config, demand, customersOfDc }: Company, dcId: number): number {
  return ordersPerDay(config) * customersOfDc[dcId].length * demand.mostSeasonalFactor
}

/** Expected orders in a local hour of that day. */
export function ordersOfHour(company: Company, dcId: number, { day, hour }: OrderHour): number {
  const weights = company.config.online.hour_weights
  const sum = weights.reduce((total, weight) => total + weight, 0)
  return (ordersOfDay(company, dcId, day) * weights[hour]) / sum
}

/** A local hour of a business day of the DC. */
export interface OrderHour {
  readonly day: DayNumber
  /** 0..23. */
  readonly hour: number
}

/** Of one customer, before seasons. */
function ordersPerDay({ volume }: Company['config']): number {
  return volume.online_orders_per_day / volume.total_customers
}
