import type { Moment } from '../../simulation/moment.ts'
import type { DayNumber } from '../../time/business-date.ts'
import { DAY, MINUTE } from '../../time/sim-time.ts'
import type { Company } from '../company.ts'
import { type ActiveDisruption, disruptionOf } from '../disruptions/active.ts'
import { daysLate } from '../disruptions/effect-text.ts'
import type { World } from '../world.ts'
import { estimates } from './announce.ts'
import { shipmentDelayed } from './events.ts'
import type { PlannedLine, WaitingShipment } from './state.ts'

/** What can be loaded of a shipment today, and what the supplier will never send. */
export interface Sendable {
  readonly lines: readonly PlannedLine[]
  readonly cut: readonly PlannedLine[]
}

/** A shipment whose day has come. */
interface Due {
  readonly shipment: WaitingShipment
  readonly day: DayNumber
}

/** What of a shipment disruptions let through today; null when none of it, so that it goes on waiting. */
export function sendableToday(company: Company, world: World, due: Due, at: Moment): Sendable | null {
  const { shipment, day } = due
  if (world.disruptions[shipment.dcId].length === 0) return { lines: shipment.lines, cut: [] }
  const late = lateSupplier(world, shipment)
  if (late !== undefined) {
    return postpone(company, due, { disruption: late, until: day + daysLate(late.severity) }, at)
  }
  const outage = disruptionOf(world, 'dc_outage', shipment)
  if (outage !== undefined) return postpone(company, due, { disruption: outage, until: day + 1 }, at)
  const shortage = shipment.supplierId === null ? undefined : disruptionOf(world, 'inventory_shortage', shipment)
  if (shortage === undefined) return { lines: shipment.lines, cut: [] }
  const sent = afterShortage(shipment, shortage)
  return sent.lines.length > 0 ? sent : postpone(company, due, { disruption: shortage, until: day + 1 }, at)
}

/** A supplier is made late once by a disruption, however long it lasts. */
function lateSupplier(world: World, shipment: WaitingShipment): ActiveDisruption | undefined {
  if (shipment.supplierId === null) return undefined
  const disruption = disruptionOf(world, 'supplier_delay', shipment)
  return disruption === undefined || shipment.delayedBy.includes(disruption.id) ? undefined : disruption
}

interface Postponement {
  readonly disruption: ActiveDisruption
  readonly until: DayNumber
}

function postpone(company: Company, { shipment, day }: Due, { disruption, until }: Postponement, at: Moment): null {
  const { shipmentId, dcId, storeId, supplierId, cause } = shipment
  const data = {
    shipment_id: shipmentId,
    truck_id: null,
    dc_id: dcId,
    store_id: storeId,
    supplier_id: supplierId,
    reason: disruption.type,
    disruption_id: disruption.id,
    delay_minutes: ((until - day) * DAY) / MINUTE,
    ...estimates(company, shipment, until),
  }
  at.emit(shipmentDelayed(data, cause))
  return null
}

/** A supplier who is short of goods sends a part of every line. */
function afterShortage(shipment: WaitingShipment, shortage: ActiveDisruption): Sendable {
  const lines: PlannedLine[] = []
  const cut: PlannedLine[] = []
  for (const line of shipment.lines) {
    const units = Math.round((1 - shortage.severity) * line.units)
    if (units > 0) lines.push({ ...line, units })
    if (units < line.units) cut.push({ ...line, units: line.units - units })
  }
  return { lines, cut }
}

/** The lines that fit into a truck with so much room, one by one, the last of them in part; and what must stay. */
export function fitInto(room: number, lines: readonly PlannedLine[]) {
  const taken: PlannedLine[] = []
  const leftBehind: PlannedLine[] = []
  let left = room
  for (const line of lines) {
    const units = Math.min(line.units, left)
    left -= units
    if (units > 0) taken.push({ ...line, units })
    if (units < line.units) leftBehind.push({ ...line, units: line.units - units })
  }
  return { taken, leftBehind }
}
