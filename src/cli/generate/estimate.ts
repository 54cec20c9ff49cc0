import type { Company } from '../../retail/company.ts'
import { type DayNumber, dateText } from '../../time/business-date.ts'
import { estimateMarketing, type MarketingEstimate } from './estimate-marketing.ts'
import { estimateStock, type StockEstimate } from './estimate-stock.ts'
import { estimateVisits, type VisitEstimate, withMore } from './estimate-visits.ts'

/** What generating a stretch of history would make: expected values, rounded. */
export interface Estimate {
  readonly from: string
  readonly to: string
  readonly days: number
  readonly visits: number
  readonly events: number
  readonly rows: number
  /** By fact table. */
  readonly tables: Readonly<Record<string, number>>
  readonly log_bytes: number
  readonly database_bytes: number
  /** Wall seconds on a machine with two cores. */
  readonly seconds: number
}

/** Measured on demo and default company: bytes of an event, and of a product in the opening stock, which is one event per place. */
const LOG_BYTES_PER_EVENT = 39.5
const LOG_BYTES_PER_OPENING_LINE = 25
/** Measured likewise: an empty database, and a row with its indexes. */
const EMPTY_DATABASE_BYTES = 32e6
const BYTES_PER_FACT = 175
const BYTES_PER_DIMENSION_ROW = 100
/** Postgres keeps what it wrote last a second time, up to a limit. */
const LEAST_WAL_BYTES = 33e6
const MOST_WAL_BYTES = 250e6
/** Measured on two cores, with Postgres on the same machine. */
const EVENTS_PER_SECOND = 80_000
const START_SECONDS = 2
/** Steps of a shipment that are rows of fact_truck_moves, and those that are events. */
const MOVES_PER_SHIPMENT = 6
const EVENTS_PER_SHIPMENT = 4

/** Expects what business days from `from` to the one before `end` bring; a history that begins also opens its stock. */
export function estimate(company: Company, from: DayNumber, end: DayNumber): Estimate {
  const { startDay, master, config } = company
  const ordinary = estimateVisits(company, from, end)
  const advertised = estimateMarketing(company, [from, end], ordinary)
  const seen = withMore(config, ordinary, advertised.visits)
  const unitsBefore = estimateVisits(company, startDay, from).units
  const sold = { unitsBefore, units: seen.units, stores: master.stores.length, storeDays: seen.openDays }
  const stock = estimateStock(config, sold)
  const places = master.stores.length + master.distributionCenters.length
  const opening = from === startDay ? master.products.length : 0
  const tables = tablesOf(company, { days: end - from, opening, seen, stock, advertised })
  const rows = sum(tables)
  const told = rows - 2 * stock.delivered - MOVES_PER_SHIPMENT * stock.shipments + EVENTS_PER_SHIPMENT * stock.shipments
  // A visit's entering and leaving share a row, and so do a campaign's start and end; an attribution is told by its receipt, and
  // the opening stock of a place is one event.
  const { campaigns, attributions } = advertised
  const events = Math.round(told + seen.visits - opening * places + campaigns - attributions)
  return {
    from: dateText(from),
    to: dateText(end - 1),
    days: end - from,
    visits: Math.round(seen.visits),
    events,
    rows,
    tables,
    log_bytes: Math.round(events * LOG_BYTES_PER_EVENT + opening * places * LOG_BYTES_PER_OPENING_LINE),
    database_bytes: databaseBytes(rows, dimensionRows(company)),
    seconds: Math.round(START_SECONDS + events / EVENTS_PER_SECOND),
  }
}

/** What rows are made of. */
interface Parts {
  readonly days: number
  /** Products in the opening stock of each place; 0 when history does not begin here. */
  readonly opening: number
  readonly seen: VisitEstimate
  readonly stock: StockEstimate
  readonly advertised: MarketingEstimate
}

function tablesOf({ master }: Company, { days, opening, seen, stock, advertised }: Parts): Record<string, number> {
  const { stores, distributionCenters } = master
  return rounded({
    fact_receipts: seen.receipts,
    fact_receipt_lines: seen.lines,
    fact_payments: seen.payments,
    fact_store_inventory_txn: opening * stores.length + seen.lines + stock.delivered,
    fact_dc_inventory_txn: opening * distributionCenters.length + stock.delivered,
    fact_truck_moves: MOVES_PER_SHIPMENT * stock.shipments,
    fact_truck_inventory: 2 * stock.delivered,
    fact_foot_traffic: seen.zonePeriods,
    fact_ble_pings: seen.pings,
    fact_customer_zone_changes: seen.zoneChanges,
    fact_customer_sessions: seen.visits,
    fact_store_ops: 2 * seen.openDays,
    fact_stockouts: stock.stockouts,
    fact_reorders: stock.reorders,
    dim_campaigns: advertised.campaigns,
    fact_marketing: advertised.impressions,
    fact_marketing_attribution: advertised.attributions,
    fact_store_days: stores.length * days,
    fact_dc_days: distributionCenters.length * days,
  })
}

function rounded(values: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, Math.round(value)]))
}

function sum(values: Readonly<Record<string, number>>): number {
  return Object.values(values).reduce((total, value) => total + value, 0)
}

function dimensionRows({ master }: Company): number {
  const { customers, products, stores, distributionCenters } = master
  return customers.length + products.length * (1 + stores.length + distributionCenters.length)
}

function databaseBytes(facts: number, dimensions: number): number {
  const data = facts * BYTES_PER_FACT + dimensions * BYTES_PER_DIMENSION_ROW
  return Math.round(EMPTY_DATABASE_BYTES + data + Math.min(MOST_WAL_BYTES, LEAST_WAL_BYTES + data))
}
