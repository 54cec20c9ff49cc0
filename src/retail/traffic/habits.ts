import { KeyBuilder, wordAt, wordOf } from '../../simulation/random.ts'
import { DAY, type SimTime } from '../../time/sim-time.ts'
import type { Company } from '../company.ts'

const NEXT_VISIT = wordOf('next-visit')

/** When the known customers of a store are due to come again: a binary heap by (due, customer), in two plain arrays. */
export interface Habits {
  readonly due: SimTime[]
  readonly customers: number[]
}

/** Before the first day, everybody's last visit lies a part of the usual gap back. By store id. */
export function openHabits(company: Company): Habits[] {
  const { customers, stores } = company.master
  const habits: Habits[] = [{ due: [], customers: [] }, ...stores.map(() => ({ due: [], customers: [] }))]
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

/** Files a customer for `dueAt`. */
export function addHabit({ due, customers }: Habits, dueAt: SimTime, customerId: number): void {
  let hole = due.length
  while (hole > 0) {
    const parent = (hole - 1) >> 1
    if (due[parent] < dueAt || (due[parent] === dueAt && customers[parent] < customerId)) break
    due[hole] = due[parent]
    customers[hole] = customers[parent]
    hole = parent
  }
  due[hole] = dueAt
  customers[hole] = customerId
}

/** Takes out the customer who has been due longest. */
export function removeFirstHabit({ due, customers }: Habits): void {
  const size = due.length - 1
  const at = due[size]
  const moved = customers[size]
  due.length = size
  customers.length = size
  if (size === 0) return
  let hole = 0
  for (let child = 1; child < size; child = 2 * hole + 1) {
    const next = child + 1
    if (next < size && (due[next] < due[child] || (due[next] === due[child] && customers[next] < customers[child]))) {
      child = next
    }
    if (at < due[child] || (at === due[child] && moved < customers[child])) break
    due[hole] = due[child]
    customers[hole] = customers[child]
    hole = child
  }
  due[hole] = at
  customers[hole] = moved
}

function share(company: Company, customerId: number, counter: number, leftAt: SimTime): number {
  const key = new KeyBuilder().from(company.root).add(NEXT_VISIT).add(customerId).addWide(leftAt)
  return (wordAt(key, counter) >>> 0) / 2 ** 32
}
