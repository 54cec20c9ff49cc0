/** What was found is told for so long without another look. */
const FRESH_MS = 1000
/** And for so long while the next look is under way. */
const STALE_MS = 5000

/**
 * Shares a look that costs something among those who ask, so that asking often makes it no more often than once a second and
 * waits for none of them. What is told was found five seconds ago at most, by a look that ends in time; `look` does not fail.
 */
export function recentLook<Found>(look: () => Promise<Found>, now: () => number): () => Promise<Found> {
  let last: { readonly found: Found; readonly at: number } | undefined
  let looking: Promise<Found> | undefined
  const lookAgain = async () => {
    const found = await look()
    last = { found, at: now() }
    looking = undefined
    return found
  }
  return () => {
    const age = last === undefined ? Number.POSITIVE_INFINITY : now() - last.at
    if (last !== undefined && age < FRESH_MS) return Promise.resolve(last.found)
    looking ??= lookAgain()
    return last !== undefined && age < STALE_MS ? Promise.resolve(last.found) : looking
  }
}
