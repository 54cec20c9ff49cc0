/**
 * Whole numbers that add up to `total`, as near to the shares as can be (Hamilton's method): each gets its quota rounded
 * down, and what is left goes to the largest remainders, the earlier first. Exact for whole shares while `total` x share
 * stays below 2^53. @throws RangeError when `total` or a share is no number of 0 or more, or the shares add up to 0.
 */
export function largestRemainder(total: number, shares: ArrayLike<number>): number[] {
  const sum = checkedSum(total, shares)
  const counts: number[] = []
  const remainders: number[] = []
  let left = total
  for (let i = 0; i < shares.length; i++) {
    const product = total * shares[i]
    const remainder = product % sum
    const count = Math.round((product - remainder) / sum)
    counts.push(count)
    remainders.push(remainder)
    left -= count
  }
  const order = counts.map((_, i) => i).filter((i) => shares[i] > 0)
  order.sort((a, b) => remainders[b] - remainders[a] || a - b)
  for (let i = 0; left > 0; i = (i + 1) % order.length, left--) counts[order[i]]++
  // Rounding can lift a quota of a large total to the next whole number: take it back where least is missing.
  for (let i = order.length - 1; left < 0; i = (i + order.length - 1) % order.length) {
    if (counts[order[i]] === 0) continue
    counts[order[i]]--
    left++
  }
  return counts
}

function checkedSum(total: number, shares: ArrayLike<number>): number {
  if (!(Number.isSafeInteger(total) && total >= 0)) {
    throw new RangeError(`largestRemainder: total ${total}, expected a whole number of 0 or more`)
  }
  let sum = 0
  for (let i = 0; i < shares.length; i++) {
    const share = shares[i]
    if (!(share >= 0)) throw new RangeError(`largestRemainder: share ${share} at ${i}, expected a number of 0 or more`)
    sum += share
  }
  if (!(sum > 0 && sum < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`largestRemainder: the shares add up to ${sum}, expected a positive, finite sum`)
  }
  return sum
}
