import { poisson } from '../../simulation/distributions/poisson.ts'
import type { Moment } from '../../simulation/moment.ts'
import { wordOf } from '../../simulation/random.ts'
import { entityKey, packNumber } from '../../simulation/wake-up.ts'
import type { DayNumber } from '../../time/business-date.ts'
import { MINUTE } from '../../time/sim-time.ts'
import { DAYS, STORES, VISITS } from '../agent-codes.ts'
import { expectedInHour } from '../commands/demand-factors.ts'
import type { Company } from '../company.ts'
import type { World } from '../world.ts'
import type { Arrival } from './session.ts'

const HOW_MANY = wordOf('visits-of-hour')
const WHEN = wordOf('arrivals')

/** Visits that one store can begin in an hour. */
export const MAX_VISITS_PER_HOUR = 80_000
const HOURS = 24
const VISITS_PER_DAY = HOURS * MAX_VISITS_PER_HOUR
/** Numbers within a store's day that visits for themselves can have; behind them begin those of returns. */
export const NUMBERS_PER_DAY = 10_000_000
/** Customers that a company can have. */
const CUSTOMERS = 2 ** 24
/** Behind the entities of ordinary visits come those of visits that ads cause; there is room for other kinds behind them. */
const AD_VISITS = STORES * DAYS * VISITS_PER_DAY

/** The entity of a visit by this customer that an ad causes: a customer is on one visit at a time. */
export function adVisitEntity(customerId: number): number {
  return entityKey(VISITS, AD_VISITS + packNumber([customerId, CUSTOMERS]))
}

/** The number, within its store's day, of a visit that an ad causes: above those of ordinary visits, from a number of its own. */
export function adVisitNumber(number: number): number {
  return VISITS_PER_DAY + number
}

/** The DC whose region a visit (or the return of its goods) happens in, by the number of its entity. */
export function dcOfVisit({ master }: Company, number: number): number {
  const storeId =
    number < AD_VISITS
      ? Math.floor(number / (DAYS * VISITS_PER_DAY))
      : master.customers[number - AD_VISITS - 1].homeStoreId
  return master.stores[storeId - 1].dcId
}

/** A local hour of a business day. */
export interface ArrivalHour {
  readonly day: DayNumber
  /** 0..23. */
  readonly hour: number
}

/** Draws how many parties come in the hour that begins now, and when. Nobody comes too late to leave before closing. */
export function receiveVisitors(company: Company, world: World, { day, hour }: ArrivalHour, at: Moment): void {
  const storeId = at.entityNumber
  const zone = company.storeZones[storeId]
  const { closesAt } = company.master.stores[storeId - 1]
  const lastCall = zone.localHourStart(day, closesAt) - company.config.visits.duration_minutes.min * MINUTE
  const span = Math.min(zone.localHourStart(day, hour + 1), lastCall) - at.now
  const visits = poisson(at.draws(HOW_MANY, hour), expectedInHour(company, world, { storeId, day, hour }))
  if (visits > MAX_VISITS_PER_HOUR) {
    throw new Error(
      `store ${storeId} would receive ${visits} visits in an hour; at most ${MAX_VISITS_PER_HOUR} are possible`,
    )
  }
  const when = at.draws(WHEN, hour)
  for (let i = 0; i < visits; i++) {
    const number = hour * MAX_VISITS_PER_HOUR + i
    const own = packNumber([storeId, STORES], [day, DAYS], [number, VISITS_PER_DAY])
    const arrival: Arrival = { storeId, day, number, impression: null }
    at.wake('enter', at.now + 1 + when.below(Math.max(1, span - 1)), arrival, entityKey(VISITS, own))
  }
}
