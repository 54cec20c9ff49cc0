/**
 * Shares a total among parts in proportion to their weights, by largest remainder, within their limits: what a full part
 * cannot take goes to the others, and a part with a weight gets at least one while the total allows it.
 * The total is at most the sum of the limits; parts with weight 0 or limit 0 get nothing.
 */
export function allot(total: number, weights: readonly number[], limits: readonly number[]): number[] {
  const parts = weights.map((weight, index) => ({ index, weight, limit: limits[index] ?? 0, count: 0 }))
  const able = parts.filter((part) => part.weight > 0 && part.limit > 0)
  const first = able.toSorted((a, b) => b.weight - a.weight || a.index - b.index).slice(0, total)
  for (const part of first) part.count = 1
  let rest = total - first.length
  while (rest > 0) {
    const open = able.filter((part) => part.count < part.limit)
    if (open.length === 0) break
    rest -= share(open, rest)
  }
  return parts.map((part) => part.count)
}

interface Part {
  readonly index: number
  readonly weight: number
  readonly limit: number
  count: number
}

/** One round towards the open parts' shares; returns how many were placed, at least one. */
function share(open: readonly Part[], rest: number): number {
  const weight = open.reduce((sum, part) => sum + part.weight, 0)
  const wanted = open.reduce((sum, part) => sum + part.count, rest)
  const quota = (part: Part) => (wanted * part.weight) / weight
  let left = rest
  for (const part of open) {
    const more = Math.max(0, Math.min(Math.floor(quota(part)), part.limit) - part.count)
    const placed = Math.min(more, left)
    part.count += placed
    left -= placed
  }
  if (left < rest) return rest - left
  const byRemainder = open.toSorted((a, b) => quota(b) - b.count - (quota(a) - a.count) || a.index - b.index)
  for (const part of byRemainder.slice(0, left)) {
    part.count++
    left--
  }
  return rest - left
}
