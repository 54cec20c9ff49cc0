import type { Moment } from '../../simulation/moment.ts'
import { wordOf } from '../../simulation/random.ts'
import { type DayNumber, dateText } from '../../time/business-date.ts'
import type { Company } from '../company.ts'
import type { NodeFields } from '../fields.ts'
import { stockOf, type World } from '../world.ts'
import { inventoryUpdated } from './events.ts'

/** Local hour at which stores and DCs look after their stock. */
export const COUNTING_HOUR = 3

/** Products that a bad night costs, and units of each. */
const MOST_PRODUCTS = 3
const MOST_UNITS = 5

const CAUSES = [
  { reason: 'DAMAGED', share: 'damage_share', source: 'DAMAGE', night: wordOf('damage'), product: wordOf('damaged') },
  { reason: 'LOST', share: 'shrink_share', source: 'SHRINK', night: wordOf('shrink'), product: wordOf('shrunk') },
] as const

/** The night's damage and shrinkage in a store or DC: some units of a few products, never ones that are promised. */
export function writeOff({ config }: Company, world: World, { node, day }: Night, at: Moment): void {
  const { balance, reserved } = stockOf(world, node)
  const place = node.store_id === null ? `D${node.dc_id}` : `S${node.store_id}`
  for (const { reason, share, source, night, product } of CAUSES) {
    const luck = at.draws(night)
    if (!luck.chance(config.inventory[share])) continue
    const products = luck.between(1, MOST_PRODUCTS)
    for (let i = 0; i < products; i++) {
      const draws = at.draws(product, i)
      const index = draws.below(balance.length)
      const units = Math.min(draws.between(1, MOST_UNITS), balance[index] - reserved[index])
      if (units <= 0) continue
      const movement = { product_id: index + 1, quantity_delta: -units, balance: balance[index] - units, reason }
      at.emit(inventoryUpdated({ ...node, ...movement, source: `${source}-${place}-${dateText(day)}` }, null))
    }
  }
}

/** The night of a store or DC. */
interface Night {
  readonly node: NodeFields
  readonly day: DayNumber
}
