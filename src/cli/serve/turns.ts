/** One thing after the other: what is begun is known before the next looks at it. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve()

  /** Does some work when all before it is done, whatever came of that. */
  take<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#last.then(work)
    this.#last = result.catch(() => undefined)
    return result
  }

  /** When everything that was begun is done. */
  async rest(): Promise<void> {
    await this.#last
  }
}
