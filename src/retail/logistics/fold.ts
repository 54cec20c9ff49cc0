import { eventIdText } from '../../simulation/event-id.ts'
import type { Folds } from '../fold.ts'
import type { Need, Stock, World } from '../world.ts'

interface Route {
  readonly dc_id: number
  readonly store_id: number | null
}

export const foldLogistics: Folds = {
  shipment_scheduled(world, { data }) {
    const filled = new Map(data.lines.map((line) => [line.reorder_id, line.units]))
    const { needs } = destinationOf(world, data)
    const open = needs.flatMap((need): Need[] => {
      const units = need.units - (filled.get(eventIdText(need.reorder)) ?? 0)
      return units > 0 ? [{ ...need, units }] : []
    })
    needs.splice(0, needs.length, ...open)
    if (data.supplier_id !== null) return
    for (const { product_id, units } of data.lines) world.stock.dcs[data.dc_id].reserved[product_id - 1] += units
  },

  shipment_loaded(world, { data }) {
    if (data.supplier_id !== null) return
    for (const { product_id, units } of data.lines) world.stock.dcs[data.dc_id].reserved[product_id - 1] -= units
  },

  shipment_unloaded(world, { data }) {
    const { onOrder } = destinationOf(world, data)
    for (const { product_id, units } of data.lines) onOrder[product_id - 1] -= units
  },
}

function destinationOf(world: World, { dc_id, store_id }: Route): Stock {
  return store_id === null ? world.stock.dcs[dc_id] : world.stock.stores[store_id]
}
