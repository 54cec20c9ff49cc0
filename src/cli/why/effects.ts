import type { RecordedEvent } from '../../event-store/port.ts'
import { compareEvents } from '../../simulation/domain-event.ts'
import { eventIdText } from '../../simulation/event-id.ts'
import type { LeftOut, Relation } from '../../api/stories.ts'

/** How many effects of one event are told. */
export const MAX_EFFECTS = 40

/** How far effects are told. */
export interface EffectLimits {
  /** Levels below the event that was asked about; 0 tells none. */
  readonly depth: number
}

/** An event at its place in an answer. */
export interface Told {
  readonly event: RecordedEvent
  readonly parent: RecordedEvent | undefined
  readonly relation: Relation
  readonly depth: number
  /** What is to be said beside its data. */
  readonly note?: string
}

interface Telling {
  readonly effectsOf: (event: RecordedEvent) => readonly RecordedEvent[]
  readonly told: Told[]
  readonly leftOut: LeftOut[]
}

/** Tells what came of an event, depth first and each event's effects in their order; `below` is where it is indented to. */
export function tellEffects(
  events: ReadonlyMap<string, RecordedEvent>,
  asked: RecordedEvent,
  { depth, below }: EffectLimits & { readonly below: number },
  leftOut: LeftOut[],
): readonly Told[] {
  const telling: Telling = { effectsOf: effectsAmong(events), told: [], leftOut }
  tell(telling, asked, { depth: below, left: depth })
  return telling.told
}

function effectsAmong(events: ReadonlyMap<string, RecordedEvent>): Telling['effectsOf'] {
  const caused = [...events.values()].filter(({ causation }) => causation !== null).toSorted(compareEvents)
  const byCause = Map.groupBy(caused, ({ causation }) => (causation === null ? '' : eventIdText(causation)))
  return ({ id }) => byCause.get(eventIdText(id)) ?? []
}

function tell(telling: Telling, event: RecordedEvent, { depth, left }: { depth: number; left: number }): void {
  const { effectsOf, told, leftOut } = telling
  const effects = effectsOf(event)
  const at = eventIdText(event.id)
  if (left === 0) {
    const count = countBelow(effectsOf, event)
    if (count > 0) leftOut.push({ at, what: 'deeper_effects', count })
    return
  }
  for (const effect of effects.slice(0, MAX_EFFECTS)) {
    told.push({ event: effect, parent: event, relation: 'effect', depth })
    tell(telling, effect, { depth: depth + 1, left: left - 1 })
  }
  if (effects.length > MAX_EFFECTS) leftOut.push({ at, what: 'effects', count: effects.length - MAX_EFFECTS })
}

function countBelow(effectsOf: Telling['effectsOf'], event: RecordedEvent): number {
  return effectsOf(event).reduce((sum, effect) => sum + 1 + countBelow(effectsOf, effect), 0)
}
