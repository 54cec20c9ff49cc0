import type { Config } from '../../config/schema.ts'
import type { Moment } from '../../simulation/moment.ts'
import { wordOf } from '../../simulation/random.ts'
import { DAY, HOUR, MINUTE } from '../../time/sim-time.ts'
import type { Company } from '../company.ts'
import type { TripDays } from '../master-data/options.ts'
import { type Route, unitsOf } from './state.ts'

const TRANSIT = wordOf('transit')
/** Part of the span of transit hours that distance decides; the rest is chance. */
const BY_DISTANCE = 0.8
/** Local hours between which suppliers arrive at a DC. */
const SUPPLIER_HOURS = [8, 16] as const
/** How far a store of the DC's state is: a share of the way to the farthest. */
const SAME_STATE = 0.3
const HOURS_PER_DAY = DAY / HOUR

type Ends = Pick<Route, 'dcId' | 'storeId'>

/** Hours of the DC on a business day that logistics goes by, as instants. */
export interface Morning {
  readonly loadsAt: number
  readonly departsAt: number
}

/** When trucks are loaded and sent off on a day; a departure is at least a millisecond after loading. */
export function morningOf({ config, dcZones }: Company, dcId: number, day: number): Morning {
  const zone = dcZones[dcId]
  const loadsAt = zone.localHourStart(day, config.logistics.load_hour)
  return { loadsAt, departsAt: Math.max(loadsAt + 1, zone.localHourStart(day, config.logistics.depart_hour)) }
}

/** Milliseconds on the road, one way, that are expected of a trip on a day. */
export function expectedTransit(company: Company, ends: Ends, day: number): number {
  return transit(company, ends, day, 0.5)
}

/** Milliseconds on the road, one way, of the trip that truck `truckId` sets out for now. */
export function drawTransit(company: Company, ends: Ends & { readonly truckId: number }, day: number, at: Moment) {
  return transit(company, ends, day, at.draws(TRANSIT, ends.truckId).unit())
}

/** `chance` is 0..1. A store is reached by its distance; a supplier's truck makes for the receiving hours of the DC. */
function transit(company: Company, ends: Ends, day: number, chance: number): number {
  const { min, max } = company.config.logistics.transit_hours
  if (ends.storeId !== null) {
    const part = BY_DISTANCE * distanceShare(company, ends.dcId, ends.storeId) + (1 - BY_DISTANCE) * chance
    return Math.round((min + (max - min) * part) * HOUR)
  }
  const [earliest, latest] = SUPPLIER_HOURS
  const zone = company.dcZones[ends.dcId]
  const arrival = zone.localHourStart(day, earliest) + Math.round(chance * (latest - earliest) * HOUR)
  return Math.max(Math.round(min * HOUR), arrival - morningOf(company, ends.dcId, day).departsAt)
}

/** Days from one loading to the next that a mean trip leaves a truck: to a store of the DC's state, and from suppliers. */
export function tripDays({ logistics }: Config): TripDays {
  const { load_hour, depart_hour, transit_hours, unload_minutes } = logistics
  const { min, max } = transit_hours
  const toStore = min + (max - min) * (BY_DISTANCE * SAME_STATE + (1 - BY_DISTANCE) / 2)
  const [earliest, latest] = SUPPLIER_HOURS
  const toDc = Math.max(min, (earliest + latest) / 2 - depart_hour)
  const days = (transit: number) =>
    Math.ceil((depart_hour - load_hour + 2 * transit + unload_minutes.max / 60) / HOURS_PER_DAY)
  return { deliveries: days(toStore), supplies: days(toDc) }
}

/** How far a store is from its DC, 0..1: same town, same state, same region, or further. */
function distanceShare({ master }: Company, dcId: number, storeId: number): number {
  const from = master.geographies[master.distributionCenters[dcId - 1].geographyId - 1]
  const to = master.geographies[master.stores[storeId - 1].geographyId - 1]
  if (from.geographyId === to.geographyId) return 0.05
  if (from.state === to.state) return SAME_STATE
  return from.region === to.region ? 0.6 : 1
}

/** Milliseconds to unload, by the load of the truck. */
export function expectedUnloading({ config }: Company, lines: ReadonlyArray<{ readonly units: number }>): number {
  const { min, max } = config.logistics.unload_minutes
  return Math.round((min + (max - min) * Math.min(1, unitsOf(lines) / config.volume.truck_capacity)) * MINUTE)
}
