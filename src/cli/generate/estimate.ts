import type { Company } from '../../retail/company.ts'
import type { OpeningStock } from '../../retail/master-data/types.ts'
import { type DayNumber, dateText } from '../../time/business-date.ts'
import { estimateDisruptions } from './estimate-disruptions.ts'
import { estimateOrders, type OrderEstimate } from './estimate-orders.ts'
import { estimateSales, type SalesEstimate } from './estimate-sales.ts'
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
const EVENTS_PER_SHIPMENT = 8

/** Expects what business days from `from` to the one before `end` bring; a history that begins also opens its stock. */
export function estimate(company: Company, from: DayNumber, end: DayNumber): Estimate {
  const { startDay, master, config } = company
  const ordinary = estimateVisits(company, from, end)
  const orders = estimateOrders(company, from, end)
  const advertised = estimateMarketing(company, [from, end], { known: ordinary.known, orders: orders.orders })
  const seen = withMore(config, ordinary, advertised.visits)
  const unitsBefore = estimateVisits(company, startDay, from).units
  const sold = {
    unitsBefore,
    units: seen.units,
    stores: master.stores.length,
    storeDays: seen.openDays,
    refrigeratedShare: refrigeratedShareOf(company),
  }
  const stock = estimateStock(config, sold)
  const sales = estimateSales(company, seen, from, end)
  const opening = from === startDay ? openingLines(company) : { stores: 0, dcs: 0 }
  const disrupted = estimateDisruptions(company, from, end)
  const parts = { days: end - from, opening, seen, stock, advertised, sales, orders, disrupted }
  const tables = tablesOf(company, parts)
  const rows = sum(tables)
  const opened = opening.stores + opening.dcs
  const events = Math.round(rows + eventsWithoutRows(parts))
  return {
    from: dateText(from),
    to: dateText(end - 1),
    days: end - from,
    visits: Math.round(seen.visits),
    events,
    rows,
    tables,
    log_bytes: Math.round(events * LOG_BYTES_PER_EVENT + opened * LOG_BYTES_PER_OPENING_LINE),
    database_bytes: databaseBytes(rows, dimensionRows(company)),
    seconds: Math.round(START_SECONDS + events / EVENTS_PER_SECOND),
  }
}

/** What rows are made of. */
interface Parts {
  readonly days: number
  /** Lines of the opening stock; 0 when history does not begin here. */
  readonly opening: { readonly stores: number; readonly dcs: number }
  readonly seen: VisitEstimate
  readonly stock: StockEstimate
  readonly advertised: MarketingEstimate
  readonly sales: SalesEstimate
  readonly orders: OrderEstimate
  readonly disrupted: ReturnType<typeof estimateDisruptions>
}

/**
 * Events that have no row of their own, less rows that share an event: entering a store has none, nor has the end of a campaign;
 * a promoted line has two rows, a purchase that is attributed as well, an order and its lines are one event, and so is the
 * opening stock of a place.
 */
function eventsWithoutRows({ opening, seen, stock, advertised, sales, orders }: Parts): number {
  const visits = seen.visits + sales.returns
  const campaigns = advertised.campaigns - advertised.attributions
  const shipments = (EVENTS_PER_SHIPMENT - MOVES_PER_SHIPMENT) * stock.shipments - 2 * stock.delivered
  const atTills = visits - sales.promotedLines - opening.stores - opening.dcs
  return atTills + campaigns + shipments + orders.steps - orders.lines - orders.promotedLines
}

function tablesOf({ master }: Company, parts: Parts): Record<string, number> {
  const { days, opening, seen, stock, advertised, sales, orders, disrupted } = parts
  const { stores, distributionCenters } = master
  return rounded({
    fact_receipts: seen.receipts + sales.returns,
    fact_receipt_lines: seen.lines + sales.returnedLines,
    fact_payments: seen.payments + sales.returns + orders.payments,
    fact_store_inventory_txn: opening.stores + seen.lines + sales.restockedLines + stock.delivered + orders.fromStores,
    fact_dc_inventory_txn: opening.dcs + stock.delivered + orders.fromDcs,
    fact_truck_moves: MOVES_PER_SHIPMENT * stock.shipments,
    fact_truck_inventory: 2 * stock.delivered,
    fact_foot_traffic: seen.zonePeriods,
    fact_ble_pings: seen.pings,
    fact_customer_zone_changes: seen.zoneChanges,
    fact_customer_sessions: seen.visits + sales.returns,
    fact_store_ops: 2 * seen.openDays,
    fact_stockouts: stock.stockouts,
    fact_reorders: stock.reorders,
    dim_campaigns: advertised.campaigns,
    fact_marketing: advertised.impressions,
    fact_marketing_attribution: advertised.attributions,
    fact_store_days: stores.length * days,
    fact_dc_days: distributionCenters.length * days,
    fact_online_order_headers: orders.orders,
    fact_online_order_lines: orders.lines,
    fact_promotions: sales.promotions + orders.promotions,
    fact_promo_lines: sales.promotedLines + orders.promotedLines,
    fact_promotion_windows: sales.windows,
    fact_price_changes: sales.priceChanges,
    ...disrupted,
  })
}

function rounded(values: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, Math.round(value)]))
}

function sum(values: Readonly<Record<string, number>>): number {
  return Object.values(values).reduce((total, value) => total + value, 0)
}

function refrigeratedShareOf({ master: { products } }: Company): number {
  return products.filter(({ requiresRefrigeration }) => requiresRefrigeration).length / products.length
}

/** Products that each place carries, summed over stores and over DCs. */
function openingLines({ master }: Company): Parts['opening'] {
  return { stores: linesOf(master.storeStock), dcs: linesOf(master.dcStock) }
}

function linesOf(stock: readonly OpeningStock[]): number {
  return stock.reduce((total, { quantities }) => quantities.reduce((sum, units) => sum + Number(units > 0), total), 0)
}

/** Customers count twice: once for what drives them. */
function dimensionRows(company: Company): number {
  const { customers, products } = company.master
  const { stores, dcs } = openingLines(company)
  return 2 * customers.length + products.length + stores + dcs
}

function databaseBytes(facts: number, dimensions: number): number {
  const data = facts * BYTES_PER_FACT + dimensions * BYTES_PER_DIMENSION_ROW
  return Math.round(EMPTY_DATABASE_BYTES + data + Math.min(MOST_WAL_BYTES, LEAST_WAL_BYTES + data))
}
