import type { EventId } from '../../simulation/event-id.ts'
import { Draws, KeyBuilder, wordOf } from '../../simulation/random.ts'
import { HOUR, MINUTE, type SimTime } from '../../time/sim-time.ts'
import type { Company } from '../company.ts'
import type { AdImpression } from './events.ts'

const INTENT = wordOf('intent')

/** A visit that an advertisement will cause. */
export interface Intent {
  readonly customerId: number
  readonly storeId: number
  readonly visitAt: SimTime
}

/**
 * Whether an impression brings somebody into a store, and when: a pure function of seed, event id, channel and advertising id, so
 * that whoever hears of the impression knows the same. Null for unknown people and for most customers. The visit begins after
 * the configured hours, at any instant at which the customer's home store is open for the shortest visit still.
 */
export function intentOf(company: Company, { id, data }: Pick<AdImpression, 'id' | 'data'>): Intent | null {
  const customerId = company.customerOfAdId.get(data.customer_ad_id)
  if (customerId === undefined) return null
  const draws = drawsOf(company, id)
  if (!draws.chance(company.channels[data.channel].conversion)) return null
  const storeId = company.master.customers[customerId - 1].homeStoreId
  const visitAt = openInstant(company, storeId, id.ms, draws)
  return visitAt === undefined ? null : { customerId, storeId, visitAt }
}

function drawsOf({ root }: Company, { ms, a, b, c }: EventId): Draws {
  return new Draws(new KeyBuilder().from(root).add(INTENT).addWide(ms).add(a).add(b).add(c))
}

/** An instant at which one can enter the store, early and late enough after `seenAt`; undefined when it is closed all the time. */
function openInstant(company: Company, storeId: number, seenAt: SimTime, draws: Draws): SimTime | undefined {
  const spans = openSpans(company, storeId, seenAt)
  const total = spans.reduce((sum, [from, to]) => sum + to - from, 0)
  let left = Math.floor(draws.unit53() * total)
  for (const [from, to] of spans) {
    if (left < to - from) return from + left
    left -= to - from
  }
  return undefined
}

/** Stretches, each up to but not including its end, in which visits to the store can begin. */
function openSpans(company: Company, storeId: number, seenAt: SimTime): ReadonlyArray<readonly [SimTime, SimTime]> {
  const { opensAt, closesAt } = company.master.stores[storeId - 1]
  const zone = company.storeZones[storeId]
  const { visits, marketing } = company.config
  const shortest = visits.duration_minutes.min * MINUTE
  const earliest = seenAt + marketing.visit_delay_hours.min * HOUR
  const latest = seenAt + marketing.visit_delay_hours.max * HOUR
  const spans: Array<readonly [SimTime, SimTime]> = []
  for (let day = zone.dayAt(earliest); day <= zone.dayAt(latest); day++) {
    if (company.demand.calendar.isClosed(day)) continue
    // Doors open before anybody enters; a store that never closes opens just after midnight.
    const from = Math.max(zone.localHourStart(day, opensAt) + 2, earliest)
    const to = Math.min(zone.localHourStart(day, closesAt) - shortest, latest + 1)
    if (to > from) spans.push([from, Math.ceil(to)])
  }
  return spans
}
