import type { ResolvedConfig } from '../../../config/resolve.ts'
import type { StoryAnswer } from '../../../api/stories.ts'
import type { Question } from '../../why/why.ts'

/** What the thread begins with. */
export interface StoriesStart {
  readonly resolved: ResolvedConfig
}

/** What it is told. */
export type ToStories =
  | ({ readonly kind: 'ask'; readonly number: number } & Question)
  /** Nobody waits for the answer any more. */
  | { readonly kind: 'cancel'; readonly number: number }

/** What came of a question: no answer when the log does not have what is asked about, or nobody waits for it. */
export type FromStories =
  | { readonly kind: 'answer'; readonly number: number; readonly answer: StoryAnswer | undefined }
  /** `missing` is what whoever asks can mend. */
  | { readonly kind: 'failed'; readonly number: number; readonly isMissing: boolean; readonly message: string }
