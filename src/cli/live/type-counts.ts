import type { TypeCounts } from '../../api/engine.ts'

/** The events of both. */
export function addedCounts(one: TypeCounts, other: TypeCounts): TypeCounts {
  const sums = { ...one }
  for (const [type, count] of Object.entries(other)) sums[type] = (sums[type] ?? 0) + count
  return sums
}
