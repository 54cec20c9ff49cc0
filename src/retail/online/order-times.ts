import type { Draws } from '../../simulation/random.ts'
import { DAY, HOUR, MINUTE, type SimTime } from '../../time/sim-time.ts'
import type { Company } from '../company.ts'
import type { FulfillmentMode } from './events.ts'

/** Milliseconds from an order to its picking; what is collected in the store takes its time until it is ready. */
export function pickingDelay({ config }: Company, mode: FulfillmentMode, draws: Draws): number {
  const { pick_minutes, ready_hours } = config.online
  return mode === 'BOPIS'
    ? draws.between(ready_hours.min * HOUR, ready_hours.max * HOUR)
    : draws.between(pick_minutes.min * MINUTE, pick_minutes.max * MINUTE)
}

/** Milliseconds from picking to shipping: triangular. */
export function shippingDelay({ config }: Company, draws: Draws): number {
  const { min, likely, max } = config.online.ship_hours
  const unit = draws.unit53()
  const span = max - min
  const hours =
    unit * span < likely - min
      ? min + Math.sqrt(unit * span * (likely - min))
      : max - Math.sqrt((1 - unit) * span * (max - likely))
  return Math.max(1, Math.floor(hours * HOUR))
}

/** Milliseconds that the carrier takes. */
export function deliveryDelay({ config }: Company, draws: Draws): number {
  const { min, max } = config.online.delivery_days
  return Math.floor((min + (max - min) * draws.unit53()) * DAY)
}

/** When an order that is ready at `readyAt` is collected in the store: while its doors are open. */
export function collectedAt(company: Company, storeId: number, readyAt: SimTime, draws: Draws): SimTime {
  const { min, max } = company.config.online.collect_hours
  const wished = readyAt + draws.between(min * HOUR, max * HOUR)
  const { opensAt, closesAt } = company.master.stores[storeId - 1]
  const zone = company.storeZones[storeId]
  for (let day = zone.dayAt(wished); ; day++) {
    const opens = zone.localHourStart(day, opensAt)
    if (company.demand.calendar.isClosed(day) || wished >= zone.localHourStart(day, closesAt)) continue
    // Who would come at night comes in the first hour of the day.
    return wished >= opens ? wished : opens + 1 + draws.below(HOUR)
  }
}
