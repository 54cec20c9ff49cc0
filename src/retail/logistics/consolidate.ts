import { type DayNumber, dateText } from '../../time/business-date.ts'
import type { SimTime } from '../../time/sim-time.ts'
import type { Company } from '../company.ts'
import type { Need, World } from '../world.ts'
import { groupBy } from '../master-data/group-by.ts'
import { type PlannedLine, type Route, unitsOf, type WaitingShipment } from './state.ts'

/** Trucks' worth of goods that one destination can be promised in a night. */
const MAX_LOADS = 64

/** Goods to announce: a new shipment, or what a shipment that waits takes in. */
export interface Load extends Route {
  readonly amended: WaitingShipment | null
  readonly refrigerated: boolean
  readonly lines: readonly PlannedLine[]
}

/** The evening of a DC. */
export interface Evening {
  readonly dcId: number
  readonly day: DayNumber
  /** Needs that were opened from here on wait for the next evening. */
  readonly until: SimTime
}

/** The evening's loads to the stores of a DC: their needs as far as the DC's unpromised stock goes, the rest waits. */
export function storeLoads(company: Company, world: World, { dcId, day, until }: Evening): Load[] {
  const { balance, reserved } = world.stock.dcs[dcId]
  const available = balance.map((units, index) => units - reserved[index])
  const waiting = groupBy(world.waiting[dcId], ({ storeId }) => storeId)
  return company.storesOfDc[dcId].flatMap((storeId) => {
    const lines = world.stock.stores[storeId].needs.flatMap((need) => {
      const units = isOpen(need, until) ? Math.min(need.units, available[need.productId - 1]) : 0
      available[need.productId - 1] -= units
      return units > 0 ? [{ ...need, units }] : []
    })
    const prefix = `D${dcId}S${storeId}-${digitsOf(day)}`
    return truckloads(company, { dcId, storeId, supplierId: null, prefix }, lines, waiting.get(storeId))
  })
}

/** The evening's orders of a DC, by the preferred supplier of each product. */
export function supplierLoads(company: Company, world: World, { dcId, day, until }: Evening): Load[] {
  const open = world.stock.dcs[dcId].needs.filter((need) => isOpen(need, until))
  const bySupplier = groupBy(open, ({ productId }) => company.supplierOf[productId - 1].supplierId)
  return [...bySupplier].flatMap(([supplierId, needs]) =>
    truckloads(company, { dcId, storeId: null, supplierId, prefix: `P${supplierId}D${dcId}-${digitsOf(day)}` }, needs),
  )
}

/** Days from an order until its supplier has all of it. */
export function leadTimeOf({ supplierOf }: Company, { lines }: Pick<Load, 'lines'>): number {
  return Math.max(1, ...lines.map(({ productId }) => Math.ceil(supplierOf[productId - 1].leadTimeDays)))
}

function isOpen({ reorder }: Need, until: SimTime): boolean {
  return reorder.ms < until
}

function digitsOf(day: DayNumber): string {
  return dateText(day).replaceAll('-', '')
}

interface Destination extends Omit<Route, 'shipmentId'> {
  /** What the ids of new shipments begin with. */
  readonly prefix: string
}

/** Lines as truckloads: refrigerated goods apart from others, none above the capacity of a truck; waiting shipments first. */
function truckloads(
  { master, config }: Company,
  { prefix, ...route }: Destination,
  lines: readonly PlannedLine[],
  waiting: readonly WaitingShipment[] = [],
): Load[] {
  let created = 0
  return [false, true].flatMap((refrigerated) => {
    const own = lines.filter(({ productId }) => master.products[productId - 1].requiresRefrigeration === refrigerated)
    const taking = waiting.filter((shipment) => shipment.refrigerated === refrigerated)
    return pack(own, taking, config.volume.truck_capacity).flatMap(({ amended, lines: packed }): Load[] => {
      if (packed.length === 0 || (amended === null && created === MAX_LOADS)) return []
      const shipmentId = amended?.shipmentId ?? `${prefix}-${++created}`
      return [{ ...route, shipmentId, amended, refrigerated, lines: packed }]
    })
  })
}

interface Packed {
  readonly amended: WaitingShipment | null
  readonly lines: PlannedLine[]
  room: number
}

/** Each line goes where it fits as a whole: into the first shipment that waits, else into the latest new one, else a new one. */
function pack(lines: readonly PlannedLine[], waiting: readonly WaitingShipment[], capacity: number): Packed[] {
  const taking = waiting.map((amended): Packed => ({ amended, lines: [], room: capacity - unitsOf(amended.lines) }))
  const fresh: Packed[] = []
  for (const line of lines) {
    const units = Math.min(line.units, capacity)
    const fits = (load: Packed) => load.room >= units
    let load = taking.find(fits) ?? fresh.slice(-1).find(fits)
    if (load === undefined) fresh.push((load = { amended: null, lines: [], room: capacity }))
    load.lines.push({ ...line, units })
    load.room -= units
  }
  return [...taking, ...fresh]
}
