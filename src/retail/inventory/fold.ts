import type { Folds } from '../fold.ts'
import { stockOf } from '../world.ts'

export const foldInventory: Folds = {
  stock_opened(world, { data }) {
    const stock = stockOf(world, data)
    for (const { product_id, units } of data.lines) stock.balance[product_id - 1] = units
  },

  inventory_updated(world, { data }) {
    const { balance } = stockOf(world, data)
    balance[data.product_id - 1] = data.balance
    const totals = data.store_id === null ? world.totals.dcs[data.dc_id ?? 0] : world.totals.stores[data.store_id]
    if (data.quantity_delta > 0) totals.unitsIn += data.quantity_delta
    else totals.unitsOut -= data.quantity_delta
  },

  reorder_triggered(world, { data, id }) {
    const { needs, onOrder } = stockOf(world, data)
    needs.push({ productId: data.product_id, units: data.reorder_quantity, reorder: id })
    onOrder[data.product_id - 1] += data.reorder_quantity
  },
}
