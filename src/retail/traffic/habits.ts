import { KeyBuilder, wordAt, wordOf } from '../../simulation/random.ts'
import { DAY, type SimTime } from '../../time/sim-time.ts'
import type { Company } from '../company.ts'
import type { World } from '../world.ts'

const NEXT_VISIT = wordOf('next-visit')

/** When the known customers of a store are due to come again: a binary heap by (due, customer), in two plain arrays. */
export interface Habits {
  readonly due: SimTime[]
  readonly customers: number[]
  /** Where a customer stands in the heap of the home store, by customer id; -1 for who is not free. One array for all stores. */
  readonly places: Int32Array
}

/** Before the first day, everybody's last visit lies a part of the usual gap back. By store id. */
export function openHabits(company: Company): Habits[] {
  const { customers, stores } = company.master
  const places = new Int32Array(customers.length + 1).fill(-1)
  const empty = (): Habits => ({ due: [], customers: [], places })
  const habits: Habits[] = [empty(), ...stores.map(empty)]
  for (const { customerId, homeStoreId } of customers) {
    const start = company.storeZones[homeStoreId].startOfDay(company.startDay)
    const wait = gapAfter(company, customerId, start)
    addHabit(habits[homeStoreId], start + Math.floor(wait * share(company, customerId, 1, start)), customerId)
  }
  return habits
}

/** Milliseconds until a customer who left at `leftAt` is due again: 0.5 to 1.5 times the mean gap of the segment. */
export function gapAfter(company: Company, customerId: number, leftAt: SimTime): number {
  const { segment } = company.master.customers[customerId - 1]
  const meanMs = company.config.visits.visit_gap_days[segment] * DAY
  return Math.floor(meanMs * (0.5 + share(company, customerId, 0, leftAt)))
}

/** The customer who has been due longest at `now`; 0 when nobody is. */
export function dueCustomer({ due, customers }: Habits, now: SimTime): number {
  return due.length > 0 && due[0] <= now ? customers[0] : 0
}

/** Whether a customer could come now: not in a store, nor on the way to one. */
export function isFree({ habits }: World, customerId: number): boolean {
  return habits[0].places[customerId] >= 0
}

/** Files a customer for `dueAt`: from now on the customer is free. */
export function addHabit(habits: Habits, dueAt: SimTime, customerId: number): void {
  rise(habits, habits.due.length, dueAt, customerId)
}

/** Takes a customer out, who is free no more. */
export function removeHabit(habits: Habits, customerId: number): void {
  const { due, customers, places } = habits
  const hole = places[customerId]
  if (hole < 0) return
  places[customerId] = -1
  const last = due.length - 1
  const [dueAt, moved] = [due[last], customers[last]]
  due.length = last
  customers.length = last
  if (hole === last) return
  const parent = (hole - 1) >> 1
  if (hole > 0 && isBefore(habits, dueAt, moved, parent)) rise(habits, hole, dueAt, moved)
  else sink(habits, hole, dueAt, moved)
}

function rise(habits: Habits, from: number, dueAt: SimTime, customerId: number): void {
  let hole = from
  while (hole > 0) {
    const parent = (hole - 1) >> 1
    if (!isBefore(habits, dueAt, customerId, parent)) break
    put(habits, hole, habits.due[parent], habits.customers[parent])
    hole = parent
  }
  put(habits, hole, dueAt, customerId)
}

function sink(habits: Habits, from: number, dueAt: SimTime, customerId: number): void {
  const { due, customers } = habits
  let hole = from
  for (let child = 2 * hole + 1; child < due.length; child = 2 * hole + 1) {
    const next = child + 1
    if (next < due.length && isBefore(habits, due[next], customers[next], child)) child = next
    if (isBefore(habits, dueAt, customerId, child)) break
    put(habits, hole, due[child], customers[child])
    hole = child
  }
  put(habits, hole, dueAt, customerId)
}

function put({ due, customers, places }: Habits, place: number, dueAt: SimTime, customerId: number): void {
  due[place] = dueAt
  customers[place] = customerId
  places[customerId] = place
}

/** Whether the customer is due before the one who stands at `place`. */
function isBefore({ due, customers }: Habits, dueAt: SimTime, customerId: number, place: number): boolean {
  return dueAt < due[place] || (dueAt === due[place] && customerId < customers[place])
}

function share(company: Company, customerId: number, counter: number, leftAt: SimTime): number {
  const key = new KeyBuilder().from(company.root).add(NEXT_VISIT).add(customerId).addWide(leftAt)
  return (wordAt(key, counter) >>> 0) / 2 ** 32
}
