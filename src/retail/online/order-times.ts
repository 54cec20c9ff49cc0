import type { Draws } from '../../simulation/random.ts'
import { DAY, HOUR, MINUTE, type SimTime } from '../../time/sim-time.ts'
import type { Company } from '../company.ts'
import type { FulfillmentMode } from './events.ts'
import type { OrderName } from './order.ts'

/** Time after opening in which a store picks what was ordered at night, and in which those come who would have come then. */
const PICKED_FIRST = 3 * HOUR
const COLLECTED_FIRST = HOUR

/** Milliseconds from an order to its picking when nobody has to wait for doors to open; what is collected in the store takes its time until it is ready. */
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

/** When an order is due for picking that could be picked at `wished`: by a DC at any hour, by a store while its doors are open. */
export function pickedAt(
  company: Company,
  { node_type, node_id }: Pick<OrderName, 'node_type' | 'node_id'>,
  wished: SimTime,
  draws: Draws,
): SimTime {
  return node_type === 'DC' ? wished : whileOpen(company, node_id, { wished, within: PICKED_FIRST }, draws)
}

/** When an order that is ready at `readyAt` is collected in the store: while its doors are open. */
export function collectedAt(company: Company, storeId: number, readyAt: SimTime, draws: Draws): SimTime {
  const { min, max } = company.config.online.collect_hours
  const wished = readyAt + draws.between(min * HOUR, max * HOUR)
  return whileOpen(company, storeId, { wished, within: COLLECTED_FIRST }, draws)
}

interface Wish {
  readonly wished: SimTime
  /** What would happen behind closed doors happens at any instant of so many milliseconds after they open. */
  readonly within: number
}

function whileOpen(company: Company, storeId: number, { wished, within }: Wish, draws: Draws): SimTime {
  const { opensAt, closesAt } = company.master.stores[storeId - 1]
  const zone = company.storeZones[storeId]
  for (let day = zone.dayAt(wished); ; day++) {
    const opens = zone.localHourStart(day, opensAt)
    if (company.demand.calendar.isClosed(day) || wished >= zone.localHourStart(day, closesAt)) continue
    // Doors that never close open a millisecond after midnight.
    return wished > opens ? wished : opens + 1 + draws.below(within)
  }
}
