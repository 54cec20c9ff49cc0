import type { Folds } from '../fold.ts'
import { addHabit, gapAfter, removeFirstHabit } from './habits.ts'
import { nextStoreOf } from './next-store.ts'

export const foldTraffic: Folds = {
  customer_entered(world, { data }, { master }) {
    world.totals.stores[data.store_id].visits++
    const habits = world.habits[data.store_id]
    const first = habits.customers[0]
    if (
      data.customer_ble_id !== null &&
      first !== undefined &&
      master.customers[first - 1].bleId === data.customer_ble_id
    ) {
      removeFirstHabit(habits)
    }
  },

  customer_left(world, { data, occurredAt }, company) {
    if (data.customer_id === null) return
    addHabit(
      world.habits[nextStoreOf(company, data.customer_id, occurredAt)],
      occurredAt + gapAfter(company, data.customer_id, occurredAt),
      data.customer_id,
    )
  },
}
