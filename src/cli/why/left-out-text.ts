import type { LeftOut, StoryAnswer } from '../../api/stories.ts'
import { MAX_DELAYS } from './delays.ts'
import { MAX_EFFECTS } from './effects.ts'
import { MAX_FOLLOWED } from './named-effects.ts'
import { MAX_REASONS } from './reason-forest.ts'
import { MAX_CHAIN, MAX_SLICES_READ, MAX_STREAMS_READ } from './story.ts'

interface Sum {
  readonly count: number
  /** Where, in words. */
  readonly place: string
  readonly depth: number
}

const SENTENCES: Readonly<Record<LeftOut['what'], (sum: Sum) => string>> = {
  effects: ({ count, place }) => `${count} more effects of ${place} (${MAX_EFFECTS} of one event are shown)`,
  deeper_effects: ({ count, place, depth }) => `${count} effects below ${place} (--depth ${depth})`,
  delays: ({ count, place }) => `${count} more delays by ${place} (${MAX_DELAYS} of one disruption are shown)`,
  reasons: ({ count, place }) => `${count} more reasons of ${place} (${MAX_REASONS} of one event are followed)`,
  causes: ({ place }) => `what lies before ${place} (causes are followed for ${MAX_CHAIN} steps)`,
  reorders: ({ count, place }) =>
    `the shipments of ${count} reorders from ${place} on (those of ${MAX_FOLLOWED} are looked for)`,
  disruptions: ({ count, place }) =>
    `the delays by ${count} disruptions from ${place} on (those by ${MAX_FOLLOWED} are looked for)`,
  parts_of_the_log: () =>
    `what lies beyond ${MAX_STREAMS_READ} streams and ${MAX_SLICES_READ} slices of the log, which are read for one story`,
}

/** What the limits left out of an answer, one line for each limit. */
export function leftOutLines({ nodes, left_out: leftOut }: StoryAnswer, depth: number): readonly string[] {
  return [...Map.groupBy(leftOut, ({ what }) => what)].map(([what, all]) => {
    const count = all.reduce((sum, each) => sum + each.count, 0)
    return `Left out: ${SENTENCES[what]({ count, place: placeOf(nodes, [...new Set(all.map(({ at }) => at))]), depth })}`
  })
}

function placeOf(nodes: StoryAnswer['nodes'], ids: readonly string[]): string {
  if (ids.length > 1) return `${ids.length} events`
  const node = nodes.find(({ id }) => id === ids[0])
  return node === undefined ? ids[0] : `${node.type} at ${node.occurred_at}`
}
