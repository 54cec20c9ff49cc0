import { eventIdText } from '../../simulation/event-id.ts'
import type { LeftOut } from './answer.ts'
import type { Told } from './effects.ts'
import { fillingsOf, MAX_REORDER_WAIT_DAYS } from './links.ts'
import type { ToldLog } from './told-log.ts'

/** Of how many reorders of an answer the shipments are looked for. */
export const MAX_REORDERS = 20

/** Adds, below each reorder, the shipments that filled it: effects of which the cause says nothing. */
export async function withFillings(
  log: ToldLog,
  told: readonly Told[],
  { deepest }: { readonly deepest: number },
  leftOut: LeftOut[],
): Promise<readonly Told[]> {
  const all: Told[] = []
  const reorders = told.filter(({ event }) => event.type === 'reorder_triggered')
  const followed = new Set(reorders.slice(0, MAX_REORDERS))
  const rest = reorders[MAX_REORDERS]
  if (rest !== undefined) {
    leftOut.push({ at: eventIdText(rest.event.id), what: 'reorders', count: reorders.length - MAX_REORDERS })
  }
  for (const each of told) {
    if (!followed.has(each)) {
      all.push(each)
      continue
    }
    const { reorder, shipments } = await follow(log, each)
    all.push(reorder)
    if (each.depth < deepest) all.push(...shipments)
    else if (shipments.length > 0)
      leftOut.push({ at: eventIdText(each.event.id), what: 'deeper_effects', count: shipments.length })
  }
  return all
}

async function follow(log: ToldLog, told: Told): Promise<{ reorder: Told; shipments: readonly Told[] }> {
  const { event, depth } = told
  const { reorder_quantity: wanted } = event.data as { reorder_quantity: number }
  const fillings = await fillingsOf(log, event)
  const filled = fillings.reduce((sum, { units }) => sum + units, 0)
  const note = `on shipments within ${MAX_REORDER_WAIT_DAYS} days: ${filled} of ${wanted} units`
  return {
    reorder: filled < wanted ? { ...told, note } : told,
    shipments: fillings.map(({ shipment, units }) => ({
      event: shipment,
      parent: event,
      relation: 'filled_by',
      depth: depth + 1,
      note: `${units} of ${wanted} units`,
    })),
  }
}
