import type { Moment } from '../../simulation/moment.ts'
import { eventIdText } from '../../simulation/event-id.ts'
import { type DayNumber } from '../../time/business-date.ts'
import { isoTime } from '../../time/iso-time.ts'
import type { Company } from '../company.ts'
import type { Load } from './consolidate.ts'
import { shipmentScheduled } from './events.ts'
import type { PlannedLine, Route } from './state.ts'
import { expectedTransit, morningOf } from './travel.ts'

/** Records that goods are to travel: as a shipment that can be loaded from business day `readyOn` on, or with one that waits. */
export function announce(company: Company, load: Load, readyOn: DayNumber, at: Moment): void {
  const { amended } = load
  const data = {
    shipment_id: load.shipmentId,
    truck_id: null,
    dc_id: load.dcId,
    store_id: load.storeId,
    supplier_id: load.supplierId,
    amended: amended !== null,
    refrigerated: load.refrigerated,
    lines: load.lines.map(reorderLine),
    ...estimates(company, load, Math.max(readyOn, amended?.readyOn ?? readyOn)),
  }
  at.emit(shipmentScheduled(data, amended?.cause ?? null))
}

/** Expected departure and arrival of a shipment that is loaded on business day `day`. */
export function estimates(company: Company, route: Route, day: DayNumber) {
  const { departsAt } = morningOf(company, route.dcId, day)
  return { etd: isoTime(departsAt), eta: isoTime(departsAt + expectedTransit(company, route, day)) }
}

/** Units for a reorder as events name them. */
export function reorderLine({ productId, units, reorder }: PlannedLine) {
  return { product_id: productId, units, reorder_id: eventIdText(reorder) }
}
