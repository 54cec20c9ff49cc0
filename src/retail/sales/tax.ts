import type { Taxability } from '../../dictionaries/types.ts'

/** Percent of the rate that applies. */
const TAXED_PERCENT: Readonly<Record<Taxability, number>> = { TAXABLE: 100, REDUCED_RATE: 50, NON_TAXABLE: 0 }

/** Tax in whole cents, rounded half up; exact for amounts up to 90 million dollars. */
export function taxCents(cents: number, rateBps: number, taxability: Taxability): number {
  return Math.floor((cents * rateBps * TAXED_PERCENT[taxability] + 500_000) / 1_000_000)
}
