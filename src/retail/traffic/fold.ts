import type { Folds } from '../fold.ts'
import { addHabit, gapAfter, removeHabit } from './habits.ts'

export const foldTraffic: Folds = {
  customer_entered(world, { data }, { customerOfBleId }) {
    world.totals.stores[data.store_id].visits++
    const customerId = data.customer_ble_id === null ? undefined : customerOfBleId.get(data.customer_ble_id)
    if (customerId !== undefined) removeHabit(world.habits[data.store_id], customerId)
  },

  customer_left(world, { data, occurredAt }, company) {
    if (data.customer_id === null) return
    addHabit(
      world.habits[data.store_id],
      occurredAt + gapAfter(company, data.customer_id, occurredAt),
      data.customer_id,
    )
  },
}
