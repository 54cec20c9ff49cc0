import type { Config } from '../../config/schema.ts'
import type { Dictionaries, StoreTypeEntry } from '../../dictionaries/types.ts'
import type { DrawKey } from '../../simulation/random.ts'
import type { Product } from '../master-data/types.ts'

/** What decides how stores of a type sell. */
export interface SalesParts {
  readonly config: Config
  readonly dictionaries: Pick<Dictionaries, 'affinities' | 'departmentSeasons'>
  readonly type: StoreTypeEntry
  /** The whole catalogue. */
  readonly products: readonly Product[]
  /** Indices of the products that stores of the type carry, ascending. */
  readonly carried: readonly number[]
  readonly root: DrawKey
}

/** Share of lines by [trip][month - 1][department], as places in `TRIPS` and `DEPARTMENTS`; sum 1. */
export type DepartmentShares = readonly (readonly (readonly number[])[])[]

/** Indices by a property of their products, in the order of first appearance. */
export function groupIndices(
  indices: readonly number[],
  key: (index: number) => string,
): ReadonlyMap<string, readonly number[]> {
  const groups = new Map<string, number[]>()
  for (const index of indices) {
    const group = groups.get(key(index))
    if (group === undefined) groups.set(key(index), [index])
    else group.push(index)
  }
  return groups
}
