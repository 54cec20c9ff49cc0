import { KeyBuilder, wordAt, wordOf } from '../../simulation/random.ts'
import { DAY, type SimTime } from '../../time/sim-time.ts'
import type { Company } from '../company.ts'

const NEXT_VISIT = wordOf('next-visit')
const NOWHERE = -1

/** Who is due when at a store: a binary heap by (due, customer), in two plain arrays. */
interface Heap {
  readonly due: SimTime[]
  readonly customers: number[]
}

/**
 * When known customers are due to come again, and where: one heap per store, by store id. A customer who is in a heap is free,
 * one who is in none is in a store or on the way to one.
 */
export interface Habits {
  readonly heaps: readonly Heap[]
  /** By customer id: the place in the heap, -1 for those in none, and the store whose heap it is. */
  readonly place: Int32Array
  readonly store: Int32Array
}

/** A visit that a customer is due for. */
export interface DueVisit {
  readonly storeId: number
  readonly customerId: number
  readonly dueAt: SimTime
}

/** Before the first day, everybody's last visit lies a part of the usual gap back. */
export function openHabits(company: Company): Habits {
  const { customers, stores } = company.master
  const habits: Habits = {
    heaps: Array.from({ length: stores.length + 1 }, () => ({ due: [], customers: [] })),
    place: new Int32Array(customers.length + 1).fill(NOWHERE),
    store: new Int32Array(customers.length + 1),
  }
  for (const { customerId, homeStoreId: storeId } of customers) {
    const start = company.storeZones[storeId].startOfDay(company.startDay)
    const wait = gapAfter(company, customerId, start)
    addHabit(habits, { storeId, customerId, dueAt: start + Math.floor(wait * share(company, customerId, 1, start)) })
  }
  return habits
}

/** Milliseconds until a customer who left at `leftAt` is due again: 0.5 to 1.5 times the mean gap of the segment. */
export function gapAfter(company: Company, customerId: number, leftAt: SimTime): number {
  const { segment } = company.master.customers[customerId - 1]
  const meanMs = company.config.visits.visit_gap_days[segment] * DAY
  return Math.floor(meanMs * (0.5 + share(company, customerId, 0, leftAt)))
}

/** The customer who has been due at the store longest at `now`; 0 when nobody is. */
export function dueCustomer({ heaps }: Habits, storeId: number, now: SimTime): number {
  const { due, customers } = heaps[storeId]
  return due.length > 0 && due[0] <= now ? customers[0] : 0
}

/** Whether the customer is neither in a store nor on the way to one. */
export function isFree({ habits }: { readonly habits: Habits }, customerId: number): boolean {
  return habits.place[customerId] !== NOWHERE
}

/** Files a customer, who is in no heap, for a visit. */
export function addHabit(habits: Habits, { storeId, customerId, dueAt }: DueVisit): void {
  const heap = habits.heaps[storeId]
  habits.store[customerId] = storeId
  heap.due.push(dueAt)
  heap.customers.push(customerId)
  lift(habits, heap, heap.due.length - 1)
}

/** Takes a customer out of the heap, wherever he is; nothing happens when he is in none. */
export function removeHabit(habits: Habits, customerId: number): void {
  const place = habits.place[customerId]
  if (place === NOWHERE) return
  const heap = habits.heaps[habits.store[customerId]]
  const { due, customers } = heap
  const last = due.length - 1
  habits.place[customerId] = NOWHERE
  due[place] = due[last]
  customers[place] = customers[last]
  due.length = last
  customers.length = last
  if (place === last) return
  lift(habits, heap, sink(habits, heap, place))
}

/** Moves an entry towards the top until what is above it comes first. */
function lift({ place }: Habits, { due, customers }: Heap, from: number): void {
  const at = due[from]
  const customer = customers[from]
  let hole = from
  while (hole > 0) {
    const parent = (hole - 1) >> 1
    if (due[parent] < at || (due[parent] === at && customers[parent] < customer)) break
    due[hole] = due[parent]
    place[(customers[hole] = customers[parent])] = hole
    hole = parent
  }
  due[hole] = at
  place[(customers[hole] = customer)] = hole
}

/** Moves an entry down to the bottom, where what is below it comes later, and returns where that is. */
function sink({ place }: Habits, { due, customers }: Heap, from: number): number {
  const size = due.length
  const at = due[from]
  const customer = customers[from]
  let hole = from
  for (let child = 2 * hole + 1; child < size; child = 2 * hole + 1) {
    const next = child + 1
    if (next < size && (due[next] < due[child] || (due[next] === due[child] && customers[next] < customers[child]))) {
      child = next
    }
    if (at < due[child] || (at === due[child] && customer < customers[child])) break
    due[hole] = due[child]
    place[(customers[hole] = customers[child])] = hole
    hole = child
  }
  due[hole] = at
  place[(customers[hole] = customer)] = hole
  return hole
}

function share(company: Company, customerId: number, counter: number, leftAt: SimTime): number {
  const key = new KeyBuilder().from(company.root).add(NEXT_VISIT).add(customerId).addWide(leftAt)
  return (wordAt(key, counter) >>> 0) / 2 ** 32
}
