import type { Folds } from '../fold.ts'
import { addHabit, gapAfter, removeHabit } from './habits.ts'
import { nextStoreOf } from './next-store.ts'

export const foldTraffic: Folds = {
  customer_entered(world, { data }, company) {
    world.totals.stores[data.store_id].visits++
    const customerId = data.customer_ble_id === null ? undefined : company.customerOfBleId.get(data.customer_ble_id)
    if (customerId !== undefined) removeHabit(world.habits, customerId)
  },

  customer_left(world, { data, occurredAt }, company) {
    const customerId = data.customer_id
    if (customerId === null) return
    const storeId = nextStoreOf(company, customerId, occurredAt)
    addHabit(world.habits, { storeId, customerId, dueAt: occurredAt + gapAfter(company, customerId, occurredAt) })
  },
}
