import type { Moment } from '../../simulation/moment.ts'
import { wordOf } from '../../simulation/random.ts'
import type { DayNumber } from '../../time/business-date.ts'
import { HOUR, MINUTE, type SimTime } from '../../time/sim-time.ts'
import type { Company } from '../company.ts'
import type { Load, Supply } from './consolidate.ts'

const TRANSIT = wordOf('transit')
const SUPPLY = wordOf('supply')
/** Local hours between which suppliers deliver to a DC. */
const SUPPLIER_HOURS = [8, 16] as const

/** A supplier who delivers the next day sends his truck off this soon after the order. */
const EARLIEST_DEPARTURE = HOUR

/** When a shipment does what. */
export interface DeliveryTimes {
  readonly loadsAt: SimTime
  readonly departsAt: SimTime
  readonly arrivesAt: SimTime
  readonly unloadedAt: SimTime
  readonly completedAt: SimTime
}

/** A delivery to a store: loaded and sent off the next morning, under way by distance, unloaded by size. */
export function scheduleOfDelivery(company: Company, load: Load, day: DayNumber, at: Moment): DeliveryTimes {
  const { load_hour, depart_hour, transit_hours } = company.config.logistics
  const zone = company.dcZones[load.dcId]
  const departsAt = zone.localHourStart(day + 1, depart_hour)
  const loadsAt = Math.min(zone.localHourStart(day + 1, load_hour), departsAt - 1)
  const { min, max } = transit_hours
  const part = 0.8 * distanceShare(company, load) + 0.2 * at.draws(TRANSIT, load.number).unit()
  const transit = Math.round((min + (max - min) * part) * HOUR)
  const unloadedAt = departsAt + transit + unloadMs(company, load)
  return { loadsAt, departsAt, arrivesAt: departsAt + transit, unloadedAt, completedAt: unloadedAt + transit }
}

/** A supplier's delivery: at the DC in the daytime after the lead time, loaded at his place the morning before, or at night. */
export function scheduleOfSupply(company: Company, load: Load & Supply, day: DayNumber, at: Moment): DeliveryTimes {
  const zone = company.dcZones[load.dcId]
  const arrival = day + Math.max(1, Math.ceil(load.leadTimeDays))
  const [earliest, latest] = SUPPLIER_HOURS
  const spread = at.draws(SUPPLY, load.number).unit() * (latest - earliest)
  const arrivesAt = zone.localHourStart(arrival, earliest) + Math.round(spread * HOUR)
  const { load_hour, depart_hour } = company.config.logistics
  const departsAt = Math.max(zone.localHourStart(arrival - 1, depart_hour), at.now + EARLIEST_DEPARTURE)
  const loadsAt = Math.max(zone.localHourStart(arrival - 1, load_hour), at.now + EARLIEST_DEPARTURE - 1)
  const unloadedAt = arrivesAt + unloadMs(company, load)
  return { loadsAt, departsAt, arrivesAt, unloadedAt, completedAt: unloadedAt + 1 }
}

/** How far a store is from its DC, 0..1: same town, same state, same region, or further. */
function distanceShare({ master }: Company, { dcId, storeId }: Load): number {
  const from = master.geographies[master.distributionCenters[dcId - 1].geographyId - 1]
  const to = master.geographies[master.stores[(storeId ?? 1) - 1].geographyId - 1]
  if (from.geographyId === to.geographyId) return 0.05
  if (from.state === to.state) return 0.3
  return from.region === to.region ? 0.6 : 1
}

function unloadMs({ config }: Company, { lines }: Load): number {
  const { min, max } = config.logistics.unload_minutes
  const units = lines.reduce((total, line) => total + line.units, 0)
  return Math.round((min + (max - min) * Math.min(1, units / config.volume.truck_capacity)) * MINUTE)
}
