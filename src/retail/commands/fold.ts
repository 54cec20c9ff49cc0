import { parseIsoTime } from '../../time/iso-time.ts'
import { DAY } from '../../time/sim-time.ts'
import type { Company } from '../company.ts'
import type { Folds } from '../fold.ts'
import type { World } from '../world.ts'
import type { EntryOf } from './command.ts'
import { factorOf } from './demand-factors.ts'
import type { CommandAccepted } from './events.ts'
import { goodsOf } from './goods.ts'

/** Factors are asked about until the business day in which they ended is over everywhere. */
const KEPT_AFTER_END = 3 * DAY

export const foldCommands: Folds = {
  command_accepted(world, event, company) {
    if (event.data.kind === 'demand_factor') changeDemand(world, event, company)
    if (event.data.kind === 'price_change') holdPrices(world, event, company)
  },
}

function changeDemand(world: World, { data, occurredAt }: CommandAccepted, company: Company): void {
  const over = world.demandFactors.filter(({ until }) => until < occurredAt - KEPT_AFTER_END)
  for (const factor of over) world.demandFactors.splice(world.demandFactors.indexOf(factor), 1)
  const entry = data.details as unknown as Pick<EntryOf<'demand_factor'>, 'factor' | 'where'>
  const endsAt = data.ends_at === null ? null : parseIsoTime(data.ends_at)
  world.demandFactors.push(factorOf(company, { entry, effectiveAt: parseIsoTime(data.effective_at), endsAt }))
}

/** The longest of several commands counts. */
function holdPrices({ prices }: World, { data }: CommandAccepted, company: Company): void {
  const until = data.ends_at === null ? Number.POSITIVE_INFINITY : parseIsoTime(data.ends_at)
  for (const productId of goodsOf(company, data.details as unknown as EntryOf<'price_change'>)) {
    prices.commandedUntil[productId - 1] = Math.max(prices.commandedUntil[productId - 1], until)
  }
}
