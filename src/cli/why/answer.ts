import type { LeftOut, StoryAnswer, StoryNode } from '../../api/stories.ts'
import type { RecordedEvent } from '../../event-store/port.ts'
import { eventIdText } from '../../simulation/event-id.ts'
import { isoTime } from '../../time/iso-time.ts'
import { type EffectLimits, type Told, tellEffects } from './effects.ts'
import { eventSummary } from './event-summary.ts'
import { withNamedEffects } from './named-effects.ts'
import { reasonForest } from './reason-forest.ts'
import { gatherStory } from './story.ts'
import type { ToldLog } from './told-log.ts'

/** Tells the causes of an event back to its root and reasons, and its effects up to `depth` levels below it. */
export async function answerWhy(log: ToldLog, asked: RecordedEvent, { depth }: EffectLimits): Promise<StoryAnswer> {
  const story = await gatherStory(log, asked)
  const chain = causesWithin(story.events, asked)
  const leftOut: LeftOut[] = []
  if (story.isCut) leftOut.push({ at: eventIdText(asked.id), what: 'parts_of_the_log', count: 1 })
  const reasons = await reasonForest(log, { chain, beside: shipmentNews(story.events, chain, asked) }, leftOut)
  const told = [...tellCauses(chain), ...tellEffects(story.events, asked, { depth, below: chain.length }, leftOut)]
  const nodes = await withNamedEffects(log, told, { deepest: chain.length - 1 + depth }, leftOut)
  return {
    asked: eventIdText(asked.id),
    payload: asked.data,
    nodes: [...reasons, ...nodes].map(toNode),
    left_out: leftOut,
  }
}

/** The asked event with its causes, the root first. */
function causesWithin(events: ReadonlyMap<string, RecordedEvent>, asked: RecordedEvent): readonly RecordedEvent[] {
  const chain: RecordedEvent[] = []
  for (let event: RecordedEvent | undefined = asked; event !== undefined && chain.length < events.size; ) {
    chain.unshift(event)
    event = event.causation === null ? undefined : events.get(eventIdText(event.causation))
  }
  return chain
}

/**
 * What became known of the chain's shipments beside the chain: one that takes in more while it waits is scheduled again, and
 * what it fills then is a reason of the whole shipment; so is what delayed it, unless that came after the event in question.
 */
function shipmentNews(
  events: ReadonlyMap<string, RecordedEvent>,
  chain: readonly RecordedEvent[],
  asked: RecordedEvent,
): readonly RecordedEvent[] {
  const shipments = new Set(chain.filter(({ type }) => type === 'shipment_scheduled').map(({ stream }) => stream))
  const isReason = ({ type, occurredAt }: RecordedEvent) =>
    type === 'shipment_scheduled' ||
    (type === 'shipment_delayed' && (asked.type === 'shipment_scheduled' || occurredAt <= asked.occurredAt))
  return [...events.values()].filter(
    (event) => shipments.has(event.stream) && isReason(event) && !chain.includes(event),
  )
}

function tellCauses(chain: readonly RecordedEvent[]): readonly Told[] {
  return chain.map((event, depth) => ({
    event,
    depth,
    parent: chain[depth - 1],
    relation: depth === chain.length - 1 ? 'asked' : 'cause',
  }))
}

function toNode({ event, parent, relation, depth, note }: Told): StoryNode {
  const summary = eventSummary(event.data)
  return {
    id: eventIdText(event.id),
    parent: parent === undefined ? null : eventIdText(parent.id),
    relation,
    depth,
    type: event.type,
    stream: event.stream,
    revision: event.revision,
    occurred_at: isoTime(event.occurredAt),
    business_date: event.businessDate,
    summary: note === undefined ? summary : `${summary}; ${note}`,
  }
}
