import type { ResolvedConfig } from '../../../config/resolve.ts'
import type { Answer } from '../../why/answer.ts'
import type { Question } from '../../why/why.ts'

/** What the thread begins with. */
export interface StoriesStart {
  readonly resolved: ResolvedConfig
}

/** A question, by number. */
export interface Asked extends Question {
  readonly number: number
}

/** What came of a question: neither an answer nor an error when the log does not have what is asked about. */
export interface Answered {
  readonly number: number
  readonly answer?: Answer | undefined
  readonly error?: string
}
