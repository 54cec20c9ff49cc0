/** What an event is to the one that was asked about. */
export type Relation = 'cause_of_reason' | 'reason' | 'cause' | 'asked' | 'effect' | 'filled_by' | 'delayed'

/** An event of a story. */
export interface StoryNode {
  readonly id: string
  readonly relation: Relation
  readonly depth: number
  readonly type: string
  /** Simulated time, ISO 8601. */
  readonly occurred_at: string
  readonly business_date: string
  readonly summary: string
}

/** Why an event happened, and what came of it. */
export interface Story {
  readonly asked: string
  readonly payload: Readonly<Record<string, unknown>>
  readonly nodes: readonly StoryNode[]
  readonly left_out: readonly { readonly at: string; readonly what: string; readonly count: number }[]
}

/** The event that was asked about. */
export function askedOf({ asked, nodes }: Story): StoryNode | undefined {
  return nodes.find(({ id, relation }) => id === asked && relation === 'asked')
}

/** Its own causes and effects, and what led to them from other stories. */
export function partsOf({ nodes }: Story): {
  readonly reasons: readonly StoryNode[]
  readonly own: readonly StoryNode[]
} {
  const isReason = ({ relation }: StoryNode) => relation === 'reason' || relation === 'cause_of_reason'
  return { reasons: nodes.filter(isReason), own: nodes.filter((node) => !isReason(node)) }
}

const LEFT_OUT: Readonly<Record<string, string>> = {
  effects: 'more effects of one event',
  deeper_effects: 'effects further down',
  delays: 'more delayed shipments',
  reasons: 'more reasons',
  causes: 'older causes',
  reorders: 'more reorders',
  disruptions: 'more disruptions',
  parts_of_the_log: 'parts of the log that were not read',
}

/** What limits have left out, in words; nothing when the story is whole. */
export function leftOutText({ left_out: leftOut }: Story): string | undefined {
  if (leftOut.length === 0) return undefined
  const sums = new Map<string, number>()
  for (const { what, count } of leftOut) sums.set(what, (sums.get(what) ?? 0) + count)
  const parts = [...sums].map(([what, count]) => `${count.toLocaleString('en-US')} ${LEFT_OUT[what] ?? what}`)
  return `Not shown: ${parts.join(', ')}.`
}
