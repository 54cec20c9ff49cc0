import { EngineRefused } from '../../api/engine.ts'
import type { LineAnswer } from '../control-lines.ts'
import type { ProgramRun } from './program-run.ts'

/** A control is answered at the next slice at the latest. */
const ANSWER_LIMIT_MS = 5000

/** Says lines to a program that runs, and gives each answer to whoever asked. */
export class Conversation<Answer extends LineAnswer> {
  readonly #waiting = new Map<string, (answer: Answer) => void>()
  #number = 0

  /** What came of a line. @throws EngineRefused when no answer comes in time. */
  async ask(run: Pick<ProgramRun, 'say'>, line: string): Promise<Answer> {
    const ref = String(++this.#number)
    const { promise, resolve, reject } = Promise.withResolvers<Answer>()
    const refuse = () =>
      reject(new EngineRefused('unanswered', 'it did not answer in time; what was asked may still take effect'))
    const limit = setTimeout(refuse, ANSWER_LIMIT_MS)
    this.#waiting.set(ref, resolve)
    run.say(`@${ref} ${line}`)
    try {
      return await promise
    } finally {
      clearTimeout(limit)
      this.#waiting.delete(ref)
    }
  }

  hear(answer: Answer): void {
    this.#waiting.get(answer.ref ?? '')?.(answer)
  }
}
