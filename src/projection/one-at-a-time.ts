/** Pieces of work of which one is under way at a time. After a failure, or when closed, no other is started. */
export interface OneAtATime {
  /** Starts the next piece unless one is under way; when that ends the next follows by itself. */
  start(): void
  /** @throws what a piece of work threw. */
  throwFailure(): void
  /** Returns when nothing is under way, or when `blocked` is false after a piece. @throws what a piece of work threw. */
  waitWhile(blocked: () => boolean): Promise<void>
  /** Returns when the piece under way has ended, however it did. */
  close(): Promise<void>
}

/** Runs what `next` starts, until it has nothing. */
export function oneAtATime(next: () => Promise<void> | undefined): OneAtATime {
  let underWay: Promise<void> | undefined
  let failure: { readonly error: unknown } | undefined
  let closed = false

  function start(): void {
    if (underWay !== undefined || failure !== undefined || closed) return
    const work = next()
    if (work !== undefined) underWay = run(work)
  }

  async function run(work: Promise<void>): Promise<void> {
    try {
      await work
    } catch (error) {
      failure = { error }
    }
    underWay = undefined
    start()
  }

  function throwFailure(): void {
    if (failure !== undefined) throw failure.error
  }

  return {
    start,
    throwFailure,
    async waitWhile(blocked) {
      for (let work = underWay; work !== undefined && blocked(); work = underWay) await work
      throwFailure()
    },
    async close() {
      closed = true
      await underWay
    },
  }
}
