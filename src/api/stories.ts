/** What an event is to the one that was asked about. */
export const RELATIONS = ['cause_of_reason', 'reason', 'cause', 'asked', 'effect', 'filled_by', 'delayed'] as const

export type Relation = (typeof RELATIONS)[number]

/** What a limit may leave out. */
export const LEAVABLE = [
  'effects',
  'deeper_effects',
  'delays',
  'reasons',
  'causes',
  'reorders',
  'disruptions',
  'parts_of_the_log',
] as const

/** What a limit left out, at which event. */
export interface LeftOut {
  readonly at: string
  readonly what: (typeof LEAVABLE)[number]
  readonly count: number
}

/** An event of a story. */
export interface StoryNode {
  /** Its `trace_id`. */
  readonly id: string
  /** The node that it is told below; null for one at the top. */
  readonly parent: string | null
  readonly relation: Relation
  /** How far it is indented. */
  readonly depth: number
  readonly type: string
  readonly stream: string
  /** Its place in the stream: 0, 1, 2, ... */
  readonly revision: number
  /** Simulated time, ISO 8601. */
  readonly occurred_at: string
  readonly business_date: string
  /** What it says, in a few words. */
  readonly summary: string
}

/** Why an event happened, and what came of it. Nodes are in the order of the tree, reasons of another story first. */
export interface StoryAnswer {
  /** The `trace_id` of the event that was asked about. */
  readonly asked: string
  /** What that event itself says. */
  readonly payload: object
  readonly nodes: readonly StoryNode[]
  readonly left_out: readonly LeftOut[]
}

/** What to tell. */
export interface StoryRequest {
  readonly name: string
  /** Levels of effects. */
  readonly depth: number
  /** Aborted when nobody waits any more. */
  readonly signal: AbortSignal
}

/** The stories of the log. */
export interface Stories {
  /** The forms that a name may have, in words. */
  readonly forms: string
  readonly isName: (text: string) => boolean
  /** Undefined when the log does not have the event. @throws EngineRefused when there is no log, or it takes too long. */
  tell(request: StoryRequest): Promise<StoryAnswer | undefined>
}
