const WINDOW_MS = 5000
const STRETCHES = 50

interface Stretch {
  readonly at: number
  readonly counts: Map<string, number>
}

/** Counts by type, in all and over the last seconds. */
export class Tally {
  readonly #now: () => number
  readonly #totals = new Map<string, number>()
  readonly #recent: Stretch[] = []

  /** `now` in milliseconds. */
  constructor(now: () => number) {
    this.#now = now
  }

  add(types: Iterable<string>): void {
    const at = this.#now()
    const newest = this.#recent.at(-1)
    const isOpen = newest !== undefined && at - newest.at < WINDOW_MS / STRETCHES
    const counts = isOpen ? newest.counts : new Map<string, number>()
    if (!isOpen) this.#recent.push({ at, counts })
    for (const type of types) {
      counts.set(type, (counts.get(type) ?? 0) + 1)
      this.#totals.set(type, (this.#totals.get(type) ?? 0) + 1)
    }
    this.#forget(at)
  }

  totals(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#totals)
  }

  /** A second. */
  rates(): Readonly<Record<string, number>> {
    this.#forget(this.#now())
    const sums = new Map<string, number>()
    for (const { counts } of this.#recent) {
      for (const [type, count] of counts) sums.set(type, (sums.get(type) ?? 0) + count)
    }
    return Object.fromEntries([...sums].map(([type, sum]) => [type, Math.round((sum * 10_000) / WINDOW_MS) / 10]))
  }

  /** Begins anew. */
  clear(): void {
    this.#totals.clear()
    this.#recent.length = 0
  }

  #forget(at: number): void {
    while (this.#recent.length > 0 && at - (this.#recent[0]?.at ?? at) > WINDOW_MS) this.#recent.shift()
  }
}
