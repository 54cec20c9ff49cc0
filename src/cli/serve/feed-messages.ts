import type { Config } from '../../config/schema.ts'
import type { CompanyAt } from '../../live/figures.ts'
import type { FeedClock } from '../../live/protocol.ts'

/** What the thread of the feed begins with. */
export interface FeedStart {
  readonly config: Config
}

/** What the log's end does not say. */
export interface FeedBeginning {
  /** The DC of each store. */
  readonly regions: ReadonlyMap<number, number>
  /** Where in the log the tables stand that tell of the company; null when they do not stand together. */
  readonly place: { readonly logId: string; readonly slice: number } | null
  /** The company there, without visits that have not ended. */
  readonly company: CompanyAt
}

/** What it is told. */
export type ToFeed =
  | { readonly kind: 'open'; readonly client: number; readonly from: string | null }
  | { readonly kind: 'message'; readonly client: number; readonly text: string }
  /** So many frames of a client have left this machine. */
  | { readonly kind: 'acknowledged'; readonly client: number }
  | { readonly kind: 'close'; readonly client: number }
  /** Follow the log from its end; the number tells one such wish from others. */
  | ({ readonly kind: 'follow'; readonly following: number } & FeedBeginning)
  /** Follow no log until told to. */
  | { readonly kind: 'rest' }
  /** The log is deleted: follow none, and forget it. */
  | { readonly kind: 'forget' }
  | { readonly kind: 'beat'; readonly clock: FeedClock }
  | { readonly kind: 'end' }

/** What it tells. */
export type FromFeed =
  | { readonly kind: 'send'; readonly client: number; readonly text: string }
  | {
      readonly kind: 'end'
      readonly client: number
      readonly code: number
      readonly reason: string
      readonly atOnce: boolean
    }
  | { readonly kind: 'warn'; readonly line: string }
  /** The log could not be followed, or not any more: what it began with is too old to begin again. */
  | { readonly kind: 'failed'; readonly following: number; readonly message: string }
  /** Up to which slice it has told everything; null while it follows no log. */
  | { readonly kind: 'reached'; readonly slice: number | null }
