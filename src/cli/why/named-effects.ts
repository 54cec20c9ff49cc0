import { eventIdText } from '../../simulation/event-id.ts'
import type { LeftOut } from '../../api/stories.ts'
import { delaysBy } from './delays.ts'
import type { Told } from './effects.ts'
import { fillingsOf, MAX_REORDER_WAIT_DAYS } from './links.ts'
import type { ToldLog } from './told-log.ts'

/** Of how many reorders, and of how many disruptions, of an answer the shipments are looked for. */
export const MAX_FOLLOWED = 20

/** An event with effects that name it in their data. */
interface Followed {
  readonly told: Told
  readonly effects: readonly Told[]
  /** How many more effects there are than these. */
  readonly more: number
}

interface Reorder {
  readonly product_id: number
  readonly reorder_quantity: number
}

interface Follower {
  /** What is left out when there are too many of them, and when one has too many effects. */
  readonly many: LeftOut['what']
  readonly follow: (log: ToldLog, told: Told) => Promise<Followed>
}

const FOLLOWERS: Readonly<Record<string, Follower>> = {
  reorder_triggered: { many: 'reorders', follow: followReorder },
  disruption_started: { many: 'disruptions', follow: followDisruption },
}

/**
 * Adds the effects of which the cause says nothing: below each reorder the shipments that filled it, below each disruption
 * those that it made late. What is told as a cause of another event is told for that event's sake alone.
 */
export async function withNamedEffects(
  log: ToldLog,
  told: readonly Told[],
  { deepest }: { readonly deepest: number },
  leftOut: LeftOut[],
): Promise<readonly Told[]> {
  const followed = followedOf(told, leftOut)
  const all: Told[] = []
  for (const each of told) {
    const follower = followed.get(each)
    if (follower === undefined) {
      all.push(each)
      continue
    }
    const { told: itself, effects, more } = await follower.follow(log, each)
    const isDeepest = each.depth >= deepest
    all.push(itself, ...(isDeepest ? [] : effects))
    const at = eventIdText(each.event.id)
    if (isDeepest && effects.length > 0) leftOut.push({ at, what: 'deeper_effects', count: effects.length + more })
    else if (more > 0) leftOut.push({ at, what: 'delays', count: more })
  }
  return all
}

/** Those whose effects are looked for, and by what. */
function followedOf(told: readonly Told[], leftOut: LeftOut[]): ReadonlyMap<Told, Follower> {
  const followed = new Map<Told, Follower>()
  for (const [type, follower] of Object.entries(FOLLOWERS)) {
    const own = told.filter(({ event, relation }) => event.type === type && relation !== 'cause')
    for (const each of own.slice(0, MAX_FOLLOWED)) followed.set(each, follower)
    const rest = own[MAX_FOLLOWED]
    if (rest === undefined) continue
    leftOut.push({ at: eventIdText(rest.event.id), what: follower.many, count: own.length - MAX_FOLLOWED })
  }
  return followed
}

async function followReorder(log: ToldLog, told: Told): Promise<Followed> {
  const { event, depth } = told
  const { reorder_quantity: wanted, product_id: product } = event.data as Reorder
  const fillings = await fillingsOf(log, event)
  const filled = fillings.reduce((sum, { units }) => sum + units, 0)
  const note = `on shipments within ${MAX_REORDER_WAIT_DAYS} days: ${filled} of ${wanted} units`
  return {
    told: filled < wanted ? { ...told, note } : told,
    effects: fillings.map(({ shipment, units }) => ({
      event: shipment,
      parent: event,
      relation: 'filled_by',
      depth: depth + 1,
      note: `${units} of ${wanted} units of product ${product}`,
    })),
    more: 0,
  }
}

async function followDisruption(log: ToldLog, told: Told): Promise<Followed> {
  const { earliest, count } = await delaysBy(log, told.event)
  return {
    told,
    effects: earliest.map((event) => ({ event, parent: told.event, relation: 'delayed', depth: told.depth + 1 })),
    more: count - earliest.length,
  }
}
