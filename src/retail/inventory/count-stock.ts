import type { Moment } from '../../simulation/moment.ts'
import { wordOf } from '../../simulation/random.ts'
import { type DayNumber, dateText } from '../../time/business-date.ts'
import type { Company } from '../company.ts'
import type { World } from '../world.ts'
import { inventoryUpdated } from './events.ts'

const COUNT = wordOf('cycle-count')
const PRODUCT = wordOf('counted-product')

/** The nightly cycle count of some stores: a few products turn out to be some units more or fewer than the books say. */
export function countStock({ config, assortmentOf }: Company, world: World, day: DayNumber, at: Moment): void {
  const { cycle_count_share, cycle_count_products, cycle_count_units } = config.inventory
  const count = at.draws(COUNT)
  if (!count.chance(cycle_count_share)) return
  const storeId = at.entityNumber
  const { balance, reserved } = world.stock.stores[storeId]
  const carried = assortmentOf(storeId).products
  const products = count.between(cycle_count_products.min, cycle_count_products.max)
  const counted = new Set<number>()
  for (let i = 0; i < products; i++) {
    const draws = at.draws(PRODUCT, i)
    const index = carried[draws.below(carried.length)]
    if (counted.has(index)) continue
    counted.add(index)
    const units = draws.between(cycle_count_units.min, cycle_count_units.max)
    const missing = draws.chance(0.5) ? Math.min(units, balance[index] - reserved[index]) : 0
    const delta = missing > 0 ? -missing : units
    at.emit(
      inventoryUpdated(
        {
          store_id: storeId,
          dc_id: null,
          product_id: index + 1,
          quantity_delta: delta,
          balance: balance[index] + delta,
          reason: 'ADJUSTMENT',
          source: `COUNT-${storeId}-${dateText(day)}`,
        },
        null,
      ),
    )
  }
}
