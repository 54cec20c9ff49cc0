/** The command line cannot be understood, or asks for what cannot be done now; `problems` lists everything. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
  readonly problems: readonly string[]
  constructor(problems: readonly string[]) {
    super(problems.join('\n'))
    this.problems = problems
  }
}
