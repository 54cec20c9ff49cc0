/** Prometheus waits ten seconds for all figures, by default. */
const LIMIT_MS = 2000

/** What somebody else knows; something else when that fails, or takes too long. */
export function inTime<Known>(work: Promise<Known>, otherwise: NoInfer<Known>): Promise<Known> {
  const { promise, resolve } = Promise.withResolvers<Known>()
  const limit = setTimeout(() => resolve(otherwise), LIMIT_MS)
  const settle = (known: Known) => {
    clearTimeout(limit)
    resolve(known)
  }
  work.then(settle, () => settle(otherwise))
  return promise
}
