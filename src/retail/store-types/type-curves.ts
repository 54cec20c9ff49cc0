import type { Config } from '../../config/schema.ts'
import type { Dictionaries, StoreType } from '../../dictionaries/types.ts'
import type { Store } from '../master-data/types.ts'

/** How visits move with the calendar at stores of a type. */
export interface TypeCurves {
  /** Factors on a mean day by day of the week, Monday first: the configured ones times the type's, with mean 1. */
  readonly weekdays: readonly number[]
  /** Factors on the season by month, January first, with mean 1. */
  readonly months: readonly number[]
  /** Factors on the configured weights of hours. */
  readonly hours: readonly number[]
}

/** The curves of each store, by `storeId - 1`: those of its type. */
export function curvesByStore(
  { demand }: Pick<Config, 'demand'>,
  { storeTypes }: Pick<Dictionaries, 'storeTypes'>,
  stores: readonly Store[],
): readonly TypeCurves[] {
  const curves = new Map<StoreType, TypeCurves>()
  for (const { storeType, weekdays, months, hours } of storeTypes) {
    const factors = demand.weekday_factors.map((factor, weekday) => factor * weekdays[weekday])
    curves.set(storeType, { weekdays: normalised(factors), months: normalised(months), hours })
  }
  return stores.map(({ storeId, storeType }) => {
    const own = curves.get(storeType)
    if (own === undefined) throw new Error(`store ${storeId} is a ${storeType}, which no dictionary describes`)
    return own
  })
}

function normalised(factors: readonly number[]): number[] {
  const mean = factors.reduce((total, factor) => total + factor, 0) / factors.length
  return factors.map((factor) => factor / mean)
}
