import type { Folds } from '../fold.ts'
import { addHabit, gapAfter, removeHabit } from './habits.ts'

export const foldTraffic: Folds = {
  customer_entered(world, { data }, company) {
    world.totals.stores[data.store_id].visits++
    const customerId = data.customer_ble_id === null ? undefined : company.customerOfBleId.get(data.customer_ble_id)
    if (customerId !== undefined) removeHabit(world.habits, customerId)
  },

  customer_left(world, { data, occurredAt }, company) {
    const { customer_id: customerId, store_id: storeId } = data
    if (customerId === null) return
    addHabit(world.habits, { storeId, customerId, dueAt: occurredAt + gapAfter(company, customerId, occurredAt) })
  },
}
