/** Bodies of answers, as far as tests look at them. */

/** A disruption that was asked for. */
export interface Created {
  readonly success: boolean
  readonly disruption_id: string
  readonly disruption_ids: readonly string[]
  readonly command_id: string
  readonly active_from: string
  readonly active_until: string
}

/** What a disruption moves. */
export interface Moved {
  readonly during: { readonly from: string }
  readonly before: object | null
  readonly figures: readonly { readonly name: string }[]
}

/** What goes wrong now. */
export interface Listed {
  readonly count: number
  readonly disruptions: readonly Readonly<Record<string, unknown>>[]
}

/** Why something happened, and what came of it. */
export interface Story {
  readonly asked: string
  readonly payload: Readonly<Record<string, unknown>>
  readonly nodes: readonly { readonly id: string; readonly type: string; readonly relation: string }[]
}

/** The laws as a checklist. */
export interface Verification {
  readonly status: string
  readonly violations: number
  readonly laws_done: number
  readonly laws: readonly { readonly status: string }[]
}

/** What identifies history. */
export interface Digest {
  readonly status: string
  readonly all: string | null
  readonly tables: object
}

/** How events went out. */
export interface Course {
  readonly points: readonly { readonly events_per_second: number; readonly events_pending: number | null }[]
}

/** A page of a table. */
export interface Preview {
  readonly preview_rows: readonly Readonly<Record<string, unknown>>[]
  readonly next_cursor: string | null
  readonly row_count: number
  readonly columns: readonly string[]
}
