import type { TaxRateEntry } from '../../dictionaries/types.ts'
import type { Geography } from './types.ts'

/** Basis points for a place. */
export type TaxRateOf = (place: Pick<Geography, 'city' | 'state' | 'district'>) => number

/**
 * The rate of the city, else the mean of its county (the geography's district), else the state's own rate or the mean
 * of its rows, else the mean of all rows, so that no place goes untaxed. Names are compared without regard to case.
 */
export function taxRates(entries: readonly TaxRateEntry[]): TaxRateOf {
  const cities = groupMeans(
    entries.filter((entry) => entry.city !== ''),
    (entry) => [entry.stateCode, entry.city],
  )
  const counties = groupMeans(
    entries.filter((entry) => entry.county !== ''),
    (entry) => [entry.stateCode, entry.county],
  )
  const ownRates = groupMeans(entries.filter(isStateRow), (entry) => [entry.stateCode])
  const states = groupMeans(entries, (entry) => [entry.stateCode])
  const all = groupMeans(entries, () => []).get('') ?? 0
  return ({ city, state, district }) =>
    cities.get(nameKey([state, city])) ??
    counties.get(nameKey([state, district])) ??
    ownRates.get(nameKey([state])) ??
    states.get(nameKey([state])) ??
    all
}

function isStateRow(entry: TaxRateEntry): boolean {
  return entry.city === '' && entry.county === ''
}

function groupMeans(entries: readonly TaxRateEntry[], partsOf: (entry: TaxRateEntry) => string[]): Map<string, number> {
  const sums = new Map<string, { sum: number; count: number }>()
  for (const entry of entries) {
    const key = nameKey(partsOf(entry))
    const group = sums.get(key) ?? { sum: 0, count: 0 }
    group.sum += entry.combinedRateBps
    group.count++
    sums.set(key, group)
  }
  return new Map([...sums].map(([key, { sum, count }]) => [key, Math.round(sum / count)]))
}

function nameKey(parts: readonly string[]): string {
  return parts.join('|').toLowerCase()
}
