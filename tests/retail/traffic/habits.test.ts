import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { addHabit, type Habits, dueCustomer, isFree, removeHabit } from '../../../src/retail/traffic/habits.ts'

const STORES = 3
const CUSTOMERS = 12

function nobody(): Habits {
  return {
    heaps: Array.from({ length: STORES + 1 }, () => ({ due: [], customers: [] })),
    place: new Int32Array(CUSTOMERS + 1).fill(-1),
    store: new Int32Array(CUSTOMERS + 1),
  }
}

const step = fc.record({
  customerId: fc.integer({ min: 1, max: CUSTOMERS }),
  storeId: fc.integer({ min: 1, max: STORES }),
  // Few instants, so that many are due at the same one.
  dueAt: fc.integer({ min: 1, max: 6 }),
})

test('whoever is due longest is found first, of those due at one instant the lowest id, after any comings and goings', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const habits = nobody()
      const filed = new Map<number, (typeof steps)[number]>()
      for (const visit of steps) {
        // Who is away comes back, who is free is taken out, as an advertisement does.
        if (filed.delete(visit.customerId)) removeHabit(habits, visit.customerId)
        else {
          filed.set(visit.customerId, visit)
          addHabit(habits, visit)
        }
        for (let store = 1; store <= STORES; store++) {
          const waiting = [...filed.values()].filter(({ storeId, dueAt }) => storeId === store && dueAt <= 3)
          const [first] = waiting.toSorted((one, two) => one.dueAt - two.dueAt || one.customerId - two.customerId)
          expect(dueCustomer(habits, store, 3)).toBe(first?.customerId ?? 0)
        }
        for (let id = 1; id <= CUSTOMERS; id++) expect(isFree({ habits }, id)).toBe(filed.has(id))
      }
    }),
  )
})

test('to take out somebody who is away changes nothing', () => {
  const habits = nobody()
  addHabit(habits, { storeId: 1, customerId: 4, dueAt: 1 })
  removeHabit(habits, 5)
  expect(dueCustomer(habits, 1, 1)).toBe(4)
})
