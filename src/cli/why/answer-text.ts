import type { Answer, LeftOut, WhyNode } from './answer.ts'
import { MAX_EFFECTS } from './effects.ts'
import { MAX_REORDERS } from './fillings.ts'
import { MAX_REASONS } from './reason-forest.ts'
import { MAX_SLICES_READ, MAX_STREAMS_READ } from './story.ts'

const MARKS: Partial<Record<WhyNode['relation'], string>> = {
  asked: '   <== asked',
  reason: '   (a reason)',
  filled_by: '   (fills it)',
}

/** Sentences about what was left out, by its kind. */
const LIMITS: Readonly<Record<LeftOut['what'], (count: number, place: string, depth: number) => string>> = {
  effects: (count, place) => `${count} more effects of ${place} (${MAX_EFFECTS} of one event are shown)`,
  deeper_effects: (count, place, depth) => `${count} effects below ${place} (--depth ${depth})`,
  reasons: (count, place) => `${count} more reasons of ${place} (${MAX_REASONS} are followed)`,
  reorders: (count, place) =>
    `the shipments of ${count} reorders from ${place} on (those of ${MAX_REORDERS} are looked for)`,
  parts_of_the_log: () =>
    `what lies beyond ${MAX_STREAMS_READ} streams and ${MAX_SLICES_READ} slices of the log, which are read for one story`,
}

/** An answer as a tree: one line an event, with its simulated time in UTC, its business date and what it says. */
export function answerText({ nodes, left_out: leftOut }: Answer, depth: number): string {
  const reasons = nodes.filter(({ relation }) => relation === 'reason' || relation === 'cause_of_reason')
  const story = nodes.filter((node) => !reasons.includes(node))
  const parts = [
    ...(reasons.length > 0 ? ['From other stories, the reasons:', ...reasons.map(nodeLine), ''] : []),
    ...(reasons.length > 0 ? ['Its own story:'] : []),
    ...story.map(nodeLine),
    ...(leftOut.length > 0 ? ['', 'Left out:'] : []),
    ...leftOut.map(({ at, what, count }) => `  ${LIMITS[what](count, placeOf(nodes, at), depth)}`),
  ]
  return parts.join('\n')
}

function nodeLine({ occurred_at: time, business_date: date, depth, type, summary, relation }: WhyNode): string {
  const says = summary === '' ? type : `${type}: ${summary}`
  return `${time}  ${date}  ${'  '.repeat(depth)}${says}${MARKS[relation] ?? ''}`
}

function placeOf(nodes: readonly WhyNode[], id: string): string {
  const node = nodes.find((each) => each.id === id)
  return node === undefined ? id : `${node.type} at ${node.occurred_at}`
}
