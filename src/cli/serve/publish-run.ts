import { EngineRefused } from '../../api/engine.ts'
import type { PublishAnswer } from '../publish/publish-controls.ts'
import type { PublishFacts } from '../publish/run-publisher.ts'
import { Conversation } from './conversation.ts'
import { type ProgramRun, runProgram } from './program-run.ts'
import type { StreamFigures } from './stream-figures.ts'

/** What every run has in common. */
export interface PublishRunParts {
  readonly flags: readonly string[]
  readonly figures: StreamFigures
  readonly log: (line: string) => void
}

/** `publish` in a process of its own, one at a time, whose reports become figures. */
export class PublishRun {
  readonly #parts: PublishRunParts
  readonly #conversation = new Conversation<PublishAnswer>()
  #run: ProgramRun | undefined

  constructor(parts: PublishRunParts) {
    this.#parts = parts
  }

  isRunning(): boolean {
    return this.#run !== undefined
  }

  /** Returns when it has ended. */
  async runToEnd(flags: readonly string[]): Promise<void> {
    const { figures, flags: common, log } = this.#parts
    figures.begin()
    const run = runProgram(['publish', ...common, ...flags, '--report'], {
      onReport: (line) => {
        if (line['report'] === 'answer') this.#conversation.hear(line as unknown as PublishAnswer)
        else figures.report(line as unknown as PublishFacts)
      },
      onLog: (line) => log(`publish: ${line}`),
    })
    this.#run = run
    const { error } = await run.ended
    this.#run = undefined
    figures.end(error)
  }

  /** @throws EngineRefused when it does not run, or does not do that. */
  async say(line: string): Promise<PublishAnswer> {
    const answer = await this.#conversation.ask(this.#running(), line)
    if (!answer.done) throw new EngineRefused('not running', answer.text)
    return answer
  }

  /** @throws EngineRefused when it does not run. */
  assertRunning(): void {
    this.#running()
  }

  interrupt(): void {
    this.#run?.interrupt()
  }

  #running(): ProgramRun {
    if (this.#run !== undefined) return this.#run
    throw new EngineRefused('missing', 'no events are being sent')
  }
}
