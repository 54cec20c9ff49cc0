import { causeOf } from '../../simulation/domain-event.ts'
import { type EventId, eventIdText, parseEventId, sameEventId } from '../../simulation/event-id.ts'
import { parseIsoTime } from '../../time/iso-time.ts'
import type { Company } from '../company.ts'
import type { Folds } from '../fold.ts'
import type { Need, Stock, World } from '../world.ts'
import { groupBy } from '../master-data/group-by.ts'
import type { ShipmentDelayed, ShipmentLoaded, ShipmentScheduled } from './events.ts'

/** From this severity on a breakdown spoils part of the load. */
const SPOILING_SEVERITY = 0.7

interface Destination {
  readonly dc_id: number
  readonly store_id: number | null
}

export const foldLogistics: Folds = {
  shipment_scheduled(world, event, company) {
    fillNeeds(stockAt(world, event.data).needs, event.data.lines)
    wait(world, event, company)
    if (event.data.supplier_id === null) reserve(world, event.data, event.data.lines, 1)
  },

  shipment_delayed(world, event, company) {
    if (event.data.truck_id !== null) return delayOnRoad(world, event.data.truck_id, event)
    const shipment = waitingShipment(world, event.data)
    if (shipment === undefined) return
    shipment.readyOn = dayOf(event, company)
    shipment.delayedBy.push(event.data.disruption_id)
    shipment.cause = causeOf(event)
  },

  shipment_loaded(world, event) {
    const { data } = event
    const waiting = world.waiting[data.dc_id]
    const place = waiting.findIndex(({ shipmentId }) => shipmentId === data.shipment_id)
    if (place >= 0) waiting.splice(place, 1)
    if (data.supplier_id === null) {
      reserve(world, data, data.lines, -1)
      reserve(world, data, data.left_behind, -1)
    }
    const { needs, onOrder } = stockAt(world, data)
    for (const { product_id, units } of data.cut) onOrder[product_id - 1] -= units
    openAgain(needs, data.left_behind)
    const truck = world.fleet[data.truck_id]
    truck.shipments++
    if (truck.status !== 'LOADING') Object.assign(truck, { status: 'LOADING', since: event.occurredAt })
  },

  truck_departed(world, event) {
    const { data, occurredAt: since } = event
    const truck = world.fleet[data.truck_id]
    Object.assign(truck, { status: data.leg, since })
    if (data.leg === 'RETURN') return
    truck.onRoad ??= { eta: parseIsoTime(data.eta), shipments: [], isSpoiled: false }
    const { shipment_id: shipmentId, dc_id: dcId, store_id: storeId, supplier_id: supplierId } = data
    truck.onRoad.shipments.push({ shipmentId, dcId, storeId, supplierId, cause: causeOf(event) })
  },

  truck_arrived(world, { data, occurredAt: since }) {
    if (data.leg === 'RETURN') return
    Object.assign(world.fleet[data.truck_id], { status: 'UNLOADING', since, onRoad: null })
  },

  shipment_unloaded(world, { data }) {
    const { onOrder } = stockAt(world, data)
    for (const { product_id, units } of data.lines) onOrder[product_id - 1] -= units
    for (const { product_id, units } of data.lost) onOrder[product_id - 1] -= units
  },

  shipment_completed(world, { data, occurredAt }) {
    const truck = world.fleet[data.truck_id]
    truck.shipments--
    if (truck.shipments === 0) Object.assign(truck, { status: 'FREE', since: occurredAt })
  },
}

/** A disruption makes a truck that is under way late. */
function delayOnRoad(world: World, truckId: number, event: ShipmentDelayed): void {
  const { data } = event
  const { onRoad } = world.fleet[truckId]
  const shipment = onRoad?.shipments.find(({ shipmentId }) => shipmentId === data.shipment_id)
  if (onRoad === null || shipment === undefined) return
  onRoad.eta = parseIsoTime(data.eta)
  shipment.cause = causeOf(event)
  const disruption = world.disruptions[data.dc_id].find(({ id }) => id === data.disruption_id)
  if (data.reason === 'truck_breakdown' && (disruption?.severity ?? 0) >= SPOILING_SEVERITY) onRoad.isSpoiled = true
}

/** The stock that a shipment goes to. */
function stockAt(world: World, { dc_id, store_id }: Destination): Stock {
  return store_id === null ? world.stock.dcs[dc_id] : world.stock.stores[store_id]
}

function waitingShipment(world: World, data: { readonly dc_id: number; readonly shipment_id: string }) {
  return world.waiting[data.dc_id].find(({ shipmentId }) => shipmentId === data.shipment_id)
}

/** Takes what is shipped off the needs; one that is filled is gone. */
function fillNeeds(needs: Need[], lines: ShipmentScheduled['data']['lines']): void {
  const byProduct = groupBy(lines, ({ product_id }) => product_id)
  let kept = 0
  for (const need of needs) {
    const own = byProduct.get(need.productId)
    const shipped = own === undefined ? 0 : unitsFor(need.reorder, own)
    const left = shipped === 0 ? need : { ...need, units: need.units - shipped }
    if (left.units > 0) needs[kept++] = left
  }
  needs.length = kept
}

function unitsFor(reorder: EventId, lines: ShipmentScheduled['data']['lines']): number {
  const id = eventIdText(reorder)
  let units = 0
  for (const line of lines) if (line.reorder_id === id) units += line.units
  return units
}

/** What a truck could not take is needed as before: first in line, as part of what is left of its need if anything is. */
function openAgain(needs: Need[], lines: ShipmentLoaded['data']['left_behind']): void {
  for (const { product_id, units, reorder_id } of lines) {
    const reorder = parseEventId(reorder_id)
    const place = needs.findIndex((need) => sameEventId(need.reorder, reorder))
    if (place >= 0) needs[place] = { ...needs[place], units: needs[place].units + units }
    else needs.unshift({ productId: product_id, units, reorder })
  }
}

/** A new shipment waits, or one that waits takes in more. */
function wait(world: World, event: ShipmentScheduled, company: Company): void {
  const { data } = event
  const lines = data.lines.map((line) => ({
    productId: line.product_id,
    units: line.units,
    reorder: parseEventId(line.reorder_id),
  }))
  const shipment = waitingShipment(world, data)
  if (shipment !== undefined) {
    shipment.lines.push(...lines)
    shipment.cause = causeOf(event)
    return
  }
  world.waiting[data.dc_id].push({
    shipmentId: data.shipment_id,
    dcId: data.dc_id,
    storeId: data.store_id,
    supplierId: data.supplier_id,
    refrigerated: data.refrigerated,
    lines,
    readyOn: dayOf(event, company),
    delayedBy: [],
    cause: causeOf(event),
  })
}

function dayOf({ data }: ShipmentScheduled | ShipmentDelayed, company: Company): number {
  return company.dcZones[data.dc_id].dayAt(parseIsoTime(data.etd))
}

function reserve(
  world: World,
  { dc_id }: { readonly dc_id: number },
  lines: ReadonlyArray<{ readonly product_id: number; readonly units: number }>,
  sign: 1 | -1,
): void {
  const { reserved } = world.stock.dcs[dc_id]
  for (const { product_id, units } of lines) reserved[product_id - 1] += sign * units
}
