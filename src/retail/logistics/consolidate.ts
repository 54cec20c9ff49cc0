import { packNumber } from '../../simulation/wake-up.ts'
import { type DayNumber, dateText } from '../../time/business-date.ts'
import { DAYS, DCS, STORES, SUPPLIERS } from '../agent-codes.ts'
import type { Company } from '../company.ts'
import type { Need, World } from '../world.ts'
import type { PlannedLine } from './shipment-plan.ts'

/** Trucks' worth of goods that one destination can be sent in a night. */
const MAX_LOADS = 64
/** Supplier loads are numbered above all store loads. */
const FIRST_SUPPLIER_NUMBER = 2 ** 47

/** Goods that travel together: a shipment before its times are known. */
export interface Load {
  /** Entity number of the shipment. */
  readonly number: number
  readonly shipmentId: string
  readonly dcId: number
  readonly storeId: number | null
  readonly supplierId: number | null
  readonly refrigerated: boolean
  readonly lines: readonly PlannedLine[]
}

/** Tonight's loads to the stores of a DC: their needs as far as the DC's unpromised stock goes, the rest waits. */
export function storeLoads(company: Company, world: World, dcId: number, day: DayNumber): Load[] {
  const { balance, reserved } = world.stock.dcs[dcId]
  const available = balance.map((units, index) => units - reserved[index])
  const date = dateText(day).replaceAll('-', '')
  return company.storesOfDc[dcId].flatMap((storeId) => {
    const lines = world.stock.stores[storeId].needs.flatMap((need) => {
      const units = Math.min(need.units, available[need.productId - 1])
      available[need.productId - 1] -= units
      return units > 0 ? [{ ...need, units }] : []
    })
    return truckloads(company, lines, ({ refrigerated, lines }, place) => ({
      number: packNumber([storeId, STORES], [day, DAYS], [place, MAX_LOADS]),
      shipmentId: `D${dcId}S${storeId}-${date}-${place + 1}`,
      dcId,
      storeId,
      supplierId: null,
      refrigerated,
      lines,
    }))
  })
}

/** Tonight's orders of a DC, by the preferred supplier of each product. */
export function supplierLoads(company: Company, world: World, dcId: number, day: DayNumber): (Load & Supply)[] {
  const bySupplier = new Map<number, Need[]>()
  for (const need of world.stock.dcs[dcId].needs) {
    const { supplierId } = company.supplierOf[need.productId - 1]
    bySupplier.set(supplierId, [...(bySupplier.get(supplierId) ?? []), need])
  }
  const date = dateText(day).replaceAll('-', '')
  return [...bySupplier].flatMap(([supplierId, needs]) =>
    truckloads(company, needs, ({ refrigerated, lines }, place) => ({
      number: FIRST_SUPPLIER_NUMBER + packNumber([dcId, DCS], [day, DAYS], [supplierId, SUPPLIERS], [place, MAX_LOADS]),
      shipmentId: `P${supplierId}D${dcId}-${date}-${place + 1}`,
      dcId,
      storeId: null,
      supplierId,
      refrigerated,
      lines,
      leadTimeDays: Math.max(...lines.map(({ productId }) => company.supplierOf[productId - 1].leadTimeDays)),
    })),
  )
}

/** How long a supplier takes. */
export interface Supply {
  readonly leadTimeDays: number
}

/** What fits into one truck. */
interface Truckload {
  readonly refrigerated: boolean
  readonly lines: readonly PlannedLine[]
}

/** Splits lines into truckloads: refrigerated goods apart from others, none above the capacity of a truck. */
function truckloads<Result>(
  { master, config }: Company,
  lines: readonly PlannedLine[],
  make: (load: Truckload, place: number) => Result,
): Result[] {
  const loads = [false, true].flatMap((refrigerated) => {
    const own = lines.filter(({ productId }) => master.products[productId - 1].requiresRefrigeration === refrigerated)
    return splitByCapacity(own, config.volume.truck_capacity).map((part): Truckload => ({ refrigerated, lines: part }))
  })
  return loads.slice(0, MAX_LOADS).map(make)
}

function splitByCapacity(lines: readonly PlannedLine[], capacity: number): PlannedLine[][] {
  const loads: PlannedLine[][] = []
  let room = 0
  for (const line of lines) {
    const units = Math.min(line.units, capacity)
    if (units > room) {
      loads.push([])
      room = capacity
    }
    loads[loads.length - 1].push({ ...line, units })
    room -= units
  }
  return loads
}
