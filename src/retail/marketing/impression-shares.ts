import { largestRemainder } from '../../simulation/distributions/largest-remainder.ts'
import type { Company } from '../company.ts'

/**
 * Impressions that each region sees on a day at most, by DC id: shares of the company's daily cap by customers, which add up to
 * it. Index 0 has the share of customers whom the configuration counts and no region has.
 */
export function impressionShares({ config, customersOfDc }: Pick<Company, 'config' | 'customersOfDc'>): number[] {
  const { marketing_impressions_per_day: cap, total_customers: total } = config.volume
  const customers = customersOfDc.map(({ length }) => length)
  // A region that brings its customers takes from this, and nothing from the other regions.
  customers[0] = Math.max(0, total - customers.reduce((sum, count) => sum + count, 0))
  return largestRemainder(cap, customers)
}
