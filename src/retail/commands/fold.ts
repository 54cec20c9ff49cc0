import { parseIsoTime } from '../../time/iso-time.ts'
import { DAY } from '../../time/sim-time.ts'
import type { Folds } from '../fold.ts'
import type { EntryOf } from './command.ts'
import { factorOf } from './demand-factors.ts'

/** Factors are asked about until the business day in which they ended is over everywhere. */
const KEPT_AFTER_END = 3 * DAY

export const foldCommands: Folds = {
  command_accepted(world, { data, occurredAt }, company) {
    if (data.kind !== 'demand_factor') return
    const over = world.demandFactors.filter(({ until }) => until < occurredAt - KEPT_AFTER_END)
    for (const factor of over) world.demandFactors.splice(world.demandFactors.indexOf(factor), 1)
    const entry = data.details as unknown as Pick<EntryOf<'demand_factor'>, 'factor' | 'where'>
    const endsAt = data.ends_at === null ? null : parseIsoTime(data.ends_at)
    world.demandFactors.push(factorOf(company, { entry, effectiveAt: parseIsoTime(data.effective_at), endsAt }))
  },
}
