import type { EventId } from '../simulation/event-id.ts'
import { dateText } from '../time/business-date.ts'
import type { DemandFactor } from './commands/demand-factors.ts'
import type { Company } from './company.ts'
import type { Place } from './define-event.ts'
import type { ActiveDisruption } from './disruptions/active.ts'
import { freeTruck, type TruckState, type WaitingShipment } from './logistics/state.ts'
import type { Touch } from './marketing/last-touch.ts'
import type { OpeningStock } from './master-data/types.ts'
import { openPrices, type ShelfPrices } from './prices/shelf-prices.ts'
import type { CommandedPromotion } from './promotions/fold.ts'
import { type Habits, openHabits } from './traffic/habits.ts'
import { openSensors, type Sensors } from './traffic/sensors.ts'

/**
 * The state of the company: folded from its events (sensors apart, which also see visitors that leave no trace) and read
 * by its agents. Plain data, so that a snapshot is a copy. Arrays by id leave index 0 unused.
 */
export interface World {
  readonly days: { readonly stores: Place[]; readonly dcs: Place[] }
  readonly stock: { readonly stores: Stock[]; readonly dcs: Stock[] }
  readonly totals: { readonly stores: StoreTotals[]; readonly dcs: UnitTotals[] }
  readonly habits: Habits
  readonly sensors: Sensors[]
  /** What goes wrong now, by DC id, in the order in which it started. */
  readonly disruptions: ActiveDisruption[][]
  /** Shipments that have no truck yet, by DC id, in the order in which they were announced. */
  readonly waiting: WaitingShipment[][]
  /** What each truck does, by truck id. */
  readonly fleet: TruckState[]
  /** What commands multiply demand by, past ones for some days. */
  readonly demandFactors: DemandFactor[]
  /** The newest advertisement that each customer saw, by customer id. */
  readonly touches: Array<Touch | null>
  /** Promotions that commands have opened, in the order in which they started; the calendar has the others. */
  readonly promotions: CommandedPromotion[]
  readonly prices: ShelfPrices
}

/** What a store or DC holds, by product index. */
export interface Stock {
  readonly balance: Int32Array
  /** Promised, but still on the shelf. */
  readonly reserved: Int32Array
  /** Units reordered and not yet delivered; a need is open while there are any. */
  readonly onOrder: Int32Array
  /** Needs, or what is left of them, that no shipment fills yet, oldest first. */
  readonly needs: Need[]
}

/** An open need: what a node asked for. */
export interface Need {
  readonly productId: number
  readonly units: number
  readonly reorder: EventId
}

/** Units that came and went during a business day. */
export interface UnitTotals {
  unitsIn: number
  unitsOut: number
}

/** Control totals of a store's business day. */
export interface StoreTotals extends UnitTotals {
  visits: number
  receipts: number
  lines: number
  units: number
  subtotalCents: number
  discountCents: number
  taxCents: number
  totalCents: number
  cashCents: number
}

/** The company as it stands before its first event. */
export function openWorld(company: Company): World {
  const { master, startDay } = company
  const date = dateText(startDay)
  const stores = master.stores.map(({ storeId }) => storeId)
  const dcs = master.distributionCenters.map(({ dcId }) => dcId)
  return {
    days: {
      stores: fromOne(stores, (id) => storeDay(id, date)),
      dcs: fromOne(dcs, (id) => dcDay(id, date)),
    },
    stock: {
      stores: fromOne(stores, (id) => emptyStock(master.storeStock[id - 1])),
      dcs: fromOne(dcs, (id) => emptyStock(master.dcStock[id - 1])),
    },
    totals: { stores: fromOne(stores, noStoreTotals), dcs: fromOne(dcs, () => ({ unitsIn: 0, unitsOut: 0 })) },
    habits: openHabits(company),
    sensors: fromOne(stores, openSensors),
    disruptions: fromOne(dcs, () => []),
    waiting: fromOne(dcs, () => []),
    fleet: fromOne(
      master.trucks.map(({ truckId }) => truckId),
      freeTruck,
    ),
    demandFactors: [],
    touches: [null, ...master.customers.map(() => null)],
    promotions: [],
    prices: openPrices(master),
  }
}

/** The stream of a store's business day. */
export function storeDay(storeId: number, date: string): Place {
  return { stream: `storeDay-${storeId}_${date}`, businessDate: date }
}

/** The stream of a DC's business day. */
export function dcDay(dcId: number, date: string): Place {
  return { stream: `dcDay-${dcId}_${date}`, businessDate: date }
}

/** Totals at the start of a day. */
export function noStoreTotals(): StoreTotals {
  return {
    unitsIn: 0,
    unitsOut: 0,
    visits: 0,
    receipts: 0,
    lines: 0,
    units: 0,
    subtotalCents: 0,
    discountCents: 0,
    taxCents: 0,
    totalCents: 0,
    cashCents: 0,
  }
}

/** The stock of the node that an event names. */
export function stockOf(
  world: World,
  node: { readonly store_id: number | null; readonly dc_id: number | null },
): Stock {
  return node.store_id === null ? world.stock.dcs[node.dc_id ?? 0] : world.stock.stores[node.store_id]
}

function emptyStock({ quantities }: OpeningStock): Stock {
  const products = quantities.length
  return {
    balance: new Int32Array(products),
    reserved: new Int32Array(products),
    onOrder: new Int32Array(products),
    needs: [],
  }
}

function fromOne<Value>(ids: readonly number[], make: (id: number) => Value): Value[] {
  return [make(ids[0]), ...ids.map(make)]
}
