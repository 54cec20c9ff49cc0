import type { Moment } from '../../simulation/moment.ts'
import { type Draws, wordOf } from '../../simulation/random.ts'
import { civilOf } from '../../time/business-date.ts'
import { MINUTE, SECOND, type SimTime } from '../../time/sim-time.ts'
import type { Company } from '../company.ts'
import { SEGMENTS } from '../master-data/types.ts'
import type { Assortment } from '../sales/assortment.ts'
import { planBasket } from '../sales/plan-basket.ts'
import type { World } from '../world.ts'
import { CHECKOUT, ENTRANCE, EXIT, zoneOfDepartment } from '../zones.ts'
import { dueCustomer } from './habits.ts'
import type { Arrival, VisitPlan } from './session.ts'

const WHO = wordOf('who')
const PURPOSE = wordOf('purpose-of-visit')
const WALK = wordOf('walk')
const DEVICE = wordOf('device')

/** Parts of the span between the shortest and the longest visit, by place in `TRIPS`: quick trips are short. */
const TRIP_SPANS: readonly (readonly [number, number])[] = [
  [0, 0.3],
  [0.15, 0.65],
  [0.35, 0.85],
  [0.45, 0.95],
]
/** Part of that span by which each further zone prolongs a visit. */
const SPAN_PER_ZONE = 0.02
/** Seconds, least and most, at the door, at the till and on the way out. */
const ENTRANCE_SECONDS = [30, 120] as const
const CHECKOUT_SECONDS = [60, 300] as const
const EXIT_SECONDS = [15, 60] as const
const MAX_BROWSED_ZONES = 3

/** Plans the visit that begins now. It ends before the store closes. */
export function planVisit(company: Company, world: World, arrival: Arrival, at: Moment): VisitPlan {
  const { visits, marketing } = company.config
  const isAdvertised = arrival.impression !== null
  const who = at.draws(WHO)
  const isForKnown = who.chance(visits.known_share)
  const customerId =
    arrival.impression?.customerId ?? (isForKnown ? dueCustomer(world.habits, arrival.storeId, at.now) : 0)
  const segment =
    customerId > 0
      ? SEGMENTS.indexOf(company.master.customers[customerId - 1].segment)
      : pickShare(who, company.ticketsOf(arrival.storeId).segmentShares)
  const purpose = at.draws(PURPOSE)
  const trip = pickShare(purpose, visits.trip_mix[SEGMENTS[segment]])
  const party = pickShare(purpose, visits.party_size_weights) + 1
  const { storeId, day } = arrival
  const buyer = { storeId, customerId, segment, trip, day, month: civilOf(day).month, isAdvertised }
  const purchaseRate = isAdvertised ? marketing.visit_purchase_rate : visits.purchase_rate
  const wants = purpose.chance(purchaseRate) ? planBasket(company, world, buyer, at) : []
  const { zones, leaves, paysAt } = planRoute(company, arrival, { trip, wants }, at)
  return { customerId, bleId: deviceOf(company, customerId, at), segment, trip, party, zones, leaves, paysAt, wants }
}

/** The device that beacons hear: a known customer's, that of some unknown visitors, or none. */
function deviceOf({ master, config }: Company, customerId: number, at: Moment): string | null {
  if (customerId > 0) return master.customers[customerId - 1].bleId
  const device = at.draws(DEVICE)
  if (!device.chance(config.visits.unknown_tracked_share)) return null
  return `ANON${hex(device.word())}${hex(device.word())}`
}

interface Errand {
  readonly trip: number
  readonly wants: readonly number[]
}

function planRoute(company: Company, arrival: Arrival, { trip, wants }: Errand, at: Moment) {
  const walk = at.draws(WALK)
  const buys = wants.length > 0
  const zones = zonesOf(company.assortmentOf(arrival.storeId), wants, walk)
  const total = durationOf(company, arrival, { trip, zones: zones.length, now: at.now }, walk)
  const leaves = leavingTimes(at.now, staysIn(zones, { total, buys }, walk))
  const tillOpens = leaves.length > 2 ? leaves[leaves.length - 3] : at.now
  const tillCloses = leaves[leaves.length - 2]
  const paysAt = buys ? tillOpens + Math.max(1, Math.floor((tillCloses - tillOpens) * 0.8)) : 0
  return { zones, leaves, paysAt }
}

/** From door to door: zones of the wanted departments and a few that are only looked at, in the order of the floor plan. */
function zonesOf(assortment: Assortment, wants: readonly number[], walk: Draws): number[] {
  let visited = (1 << ENTRANCE) | (1 << EXIT)
  for (let i = 0; i < wants.length; i += 2) visited |= 1 << zoneOfDepartment(assortment.departmentOf[wants[i]])
  const browsed = walk.between(wants.length > 0 ? 0 : 1, MAX_BROWSED_ZONES)
  for (let i = 0; i < browsed; i++) {
    visited |= 1 << zoneOfDepartment(assortment.carried[walk.below(assortment.carried.length)])
  }
  if (wants.length > 0) visited |= 1 << CHECKOUT
  const zones: number[] = []
  for (let zone = ENTRANCE; zone <= EXIT; zone++) if ((visited >> zone) & 1) zones.push(zone)
  return zones
}

/** Milliseconds in each zone: `total` in all, the aisles share what door and till leave of it. */
function staysIn(
  zones: readonly number[],
  { total, buys }: { readonly total: SimTime; readonly buys: boolean },
  walk: Draws,
): number[] {
  const entrance = walk.between(...ENTRANCE_SECONDS) * SECOND
  const checkout = buys ? walk.between(...CHECKOUT_SECONDS) * SECOND : 0
  const exit = walk.between(...EXIT_SECONDS) * SECOND
  const fixed = entrance + checkout + exit
  // A visit shorter than its fixed parts keeps their proportions and a third for the aisles.
  const squeeze = Math.min(1, (total * 2) / (3 * fixed))
  const lastAisle = zones.length - (buys ? 3 : 2)
  const stays = [entrance * squeeze]
  let weights = 0
  for (let aisle = 1; aisle <= lastAisle; aisle++) {
    const weight = 0.5 + walk.unit()
    weights += weight
    stays.push(weight)
  }
  const inAisles = total - fixed * squeeze
  for (let aisle = 1; aisle <= lastAisle; aisle++) stays[aisle] = (inAisles * stays[aisle]) / weights
  if (buys) stays.push(checkout * squeeze)
  stays.push(exit * squeeze)
  return stays
}

function durationOf(
  company: Company,
  { storeId, day, impression }: Arrival,
  { trip, zones, now }: { readonly trip: number; readonly zones: number; readonly now: SimTime },
  walk: Draws,
): SimTime {
  const { min, max } = company.config.visits.duration_minutes
  const [low, high] = TRIP_SPANS[trip]
  const part = Math.min(1, low + (high - low) * walk.unit() + SPAN_PER_ZONE * zones)
  const closing = company.storeZones[storeId].localHourStart(day, company.master.stores[storeId - 1].closesAt)
  const dwell = impression === null ? 1 : company.config.marketing.visit_dwell
  return Math.min((min + (max - min) * part) * MINUTE * dwell, closing - now - 1)
}

/** Instants at which the zones are left: whole milliseconds, each at least two after the one before. */
function leavingTimes(enteredAt: SimTime, stays: readonly number[]): SimTime[] {
  const leaves: SimTime[] = []
  let exact = enteredAt
  let last = enteredAt
  for (const stay of stays) {
    exact += stay
    last = Math.max(last + 2, Math.floor(exact))
    leaves.push(last)
  }
  return leaves
}

function pickShare(draws: Draws, shares: readonly number[]): number {
  let left = draws.unit()
  const place = shares.findIndex((share) => (left -= share) < 0)
  return place < 0 ? shares.length - 1 : place
}

function hex(word: number): string {
  return (word >>> 0).toString(16).toUpperCase().padStart(8, '0')
}
