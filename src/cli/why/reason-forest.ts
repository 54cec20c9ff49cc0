import type { RecordedEvent } from '../../event-store/port.ts'
import { compareEvents } from '../../simulation/domain-event.ts'
import { eventIdText } from '../../simulation/event-id.ts'
import type { LeftOut } from '../../api/stories.ts'
import type { Told } from './effects.ts'
import { reasonsOf, resolveSubject } from './links.ts'
import { chainOf, MAX_CHAIN } from './story.ts'
import type { ToldLog } from './told-log.ts'

/** How many reasons of one event are followed to their roots. */
export const MAX_REASONS = 20

/** The events whose reasons are told. */
interface Reasoned {
  /** The asked event with its causes, the root first. */
  readonly chain: readonly RecordedEvent[]
  /** Others whose reasons are reasons of the chain. */
  readonly beside: readonly RecordedEvent[]
}

/**
 * Reasons come from other stories: the reorders that a shipment fills, the sale that a return takes back. Each is told below
 * its causes; causes that they share are told once, and those of the chain itself, which is told anyway, not at all.
 */
export async function reasonForest(
  log: ToldLog,
  { chain, beside }: Reasoned,
  leftOut: LeftOut[],
): Promise<readonly Told[]> {
  const found = new Map<string, Told>()
  const own = new Set(chain.map(({ id }) => eventIdText(id)))
  for (const event of [...chain, ...beside]) {
    const reasons = reasonsOf(event)
    for (const subject of reasons.slice(0, MAX_REASONS)) {
      const reason = await resolveSubject(log, subject)
      if (reason === undefined) continue
      const causes = await chainOf(log, reason)
      if (causes.length === MAX_CHAIN) leftOut.push({ at: eventIdText(causes[0].id), what: 'causes', count: 1 })
      plant(
        found,
        causes.filter(({ id }) => !own.has(eventIdText(id))),
      )
    }
    const count = reasons.length - MAX_REASONS
    if (count > 0) leftOut.push({ at: eventIdText(event.id), what: 'reasons', count })
  }
  return depthFirst([...found.values()])
}

function plant(found: Map<string, Told>, chain: readonly RecordedEvent[]): void {
  for (const [depth, event] of chain.entries()) {
    const key = eventIdText(event.id)
    const relation = depth === chain.length - 1 || found.get(key)?.relation === 'reason' ? 'reason' : 'cause_of_reason'
    found.set(key, { event, parent: chain[depth - 1], relation, depth })
  }
}

function depthFirst(told: readonly Told[]): readonly Told[] {
  const ordered = told.toSorted((left, right) => compareEvents(left.event, right.event))
  const below = Map.groupBy(ordered, ({ parent }) => (parent === undefined ? '' : eventIdText(parent.id)))
  const all: Told[] = []
  const walk = (key: string): void => {
    for (const each of below.get(key) ?? []) {
      all.push(each)
      walk(eventIdText(each.event.id))
    }
  }
  walk('')
  return all
}
