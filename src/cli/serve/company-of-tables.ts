import type { ClientBase } from 'pg'
import type { CompanyAt, DaySums } from '../../live/figures.ts'
import type { TruckOnTheRoad } from '../../live/moving-trucks.ts'
import { FOR_JSON } from '../sql/answer-rows.ts'
import { FILLS_EMPTY } from './dashboard/store-views.ts'
import { isoColumn } from './iso-column.ts'

/** Tables that `companyOfTables` reads; they must stand at one place of the log. */
export const READ_TABLES = [
  'fact_receipts',
  'fact_customer_sessions',
  'fact_online_order_headers',
  'fact_stockouts',
  'fact_store_inventory_txn',
  'fact_truck_moves',
]

/**
 * The business day of the visit that began last, of those that have ended. Ids are in the order of time. The newest day on which
 * somebody has come in is this one or, in another time zone, the one after it.
 */
const NEWEST_DAY = 'SELECT event_date AS date FROM fact_customer_sessions ORDER BY session_id DESC LIMIT 1'

/** Rows of these business days lie behind the day before the first of them began in UTC, wherever the store is. */
const SINCE_DAY = 'event_date >= $1 AND event_ts >= $1::date - 1'

const SALES = `
  SELECT event_date AS date, store_id, sum(total_cents) AS sales, count(*) AS receipts
    FROM fact_receipts WHERE ${SINCE_DAY} GROUP BY event_date, store_id`

const VISITS = `
  SELECT event_date AS date, count(*) AS visits, count(*) FILTER (WHERE purchased) AS purchases
    FROM fact_customer_sessions WHERE ${SINCE_DAY} GROUP BY event_date`

const ORDERS = `
  SELECT event_date AS date, count(*) AS orders, sum(total_cents) AS cents
    FROM fact_online_order_headers WHERE ${SINCE_DAY} GROUP BY event_date`

/**
 * Products that are sold out in a store. A store opens with some of all that it carries; then every row of the first kind empties
 * a shelf, and every one of the second fills an empty one (there is an index of these alone). So what is empty now has one more
 * of the first, in whatever order things happened at one instant.
 */
const SOLD_OUT = `
  SELECT store_id, product_id FROM (
    SELECT store_id, product_id, 1 AS emptied FROM fact_stockouts WHERE store_id IS NOT NULL
    UNION ALL
    SELECT store_id, product_id, -1 FROM fact_store_inventory_txn WHERE ${FILLS_EMPTY}
  ) AS turns GROUP BY store_id, product_id HAVING sum(emptied) > 0`

/**
 * The last trip of every truck that has not come to its end. The way back has no row: it begins when the truck is unloaded, and
 * takes as long as the way there should have.
 */
const TRUCKS = `
  SELECT truck_id, d.shipment_id, d.dc_id, d.store_id, d.supplier_id,
         CASE WHEN unloaded_at IS NULL THEN 'OUTBOUND' ELSE 'RETURN' END AS leg,
         ${isoColumn('coalesce(unloaded_at, d.event_ts)')} AS departed_at,
         ${isoColumn('coalesce(unloaded_at + (d.eta - d.event_ts), s.eta)')} AS eta,
         s.delayed AND unloaded_at IS NULL AS delayed
    FROM dim_trucks t
   CROSS JOIN LATERAL (
     SELECT event_ts, shipment_id, dc_id, store_id, supplier_id, eta FROM fact_truck_moves m
      WHERE m.truck_id = t.truck_id AND m.status = 'IN_TRANSIT' ORDER BY event_ts DESC, shipment_id COLLATE "C" LIMIT 1
   ) d
   CROSS JOIN LATERAL (
     SELECT max(event_ts) FILTER (WHERE status = 'UNLOADING') AS unloaded_at, max(m.eta) AS eta,
            bool_or(status = 'DELAYED') AS delayed, bool_or(status = 'ARRIVED') AS arrived,
            bool_or(status = 'COMPLETED') AS completed
       FROM fact_truck_moves m WHERE m.shipment_id = d.shipment_id AND m.event_ts >= d.event_ts
   ) s
   WHERE NOT completed AND (NOT arrived OR unloaded_at IS NOT NULL)`

/** The company as tables know it, within the client's transaction: without visits that have not ended. */
export async function companyOfTables(client: ClientBase): Promise<CompanyAt> {
  const rows = async <Row extends object>(text: string, ...values: readonly unknown[]): Promise<readonly Row[]> =>
    (await client.query<Row>({ text, values: [...values], types: FOR_JSON })).rows
  const [newest] = await rows<{ date: string }>(NEWEST_DAY)
  const since = newest?.date ?? '-infinity'
  const stockouts = await rows<{ store_id: number; product_id: number }>(SOLD_OUT)
  return {
    stockouts: stockouts.map(({ store_id, product_id }) => [store_id, product_id]),
    trucks: await rows<TruckOnTheRoad>(TRUCKS),
    people: new Map(),
    days: daysOf({
      sales: await rows<SalesRow>(SALES, since),
      visits: await rows<VisitsRow>(VISITS, since),
      orders: await rows<OrdersRow>(ORDERS, since),
    }),
  }
}

interface OfDay {
  readonly date: string
}

interface SalesRow extends OfDay, Pick<DaySums, 'sales' | 'receipts'> {
  readonly store_id: number
}

interface VisitsRow extends OfDay, Pick<DaySums, 'visits' | 'purchases'> {}

interface OrdersRow extends OfDay, Pick<DaySums, 'orders'> {
  readonly cents: number
}

interface DayRows {
  readonly sales: readonly SalesRow[]
  readonly visits: readonly VisitsRow[]
  readonly orders: readonly OrdersRow[]
}

function daysOf({ sales, visits, orders }: DayRows): ReadonlyMap<string, DaySums> {
  const dates = new Set([...sales, ...visits, ...orders].map(({ date }) => date))
  return new Map(
    [...dates].map((date) => {
      const ofDay = (row: OfDay) => row.date === date
      const stores = sales.filter(ofDay)
      const came = visits.find(ofDay)
      const ordered = orders.find(ofDay)
      const day: DaySums = {
        sales: stores.reduce((sum, row) => sum + row.sales, 0),
        receipts: stores.reduce((sum, row) => sum + row.receipts, 0),
        visits: came?.visits ?? 0,
        purchases: came?.purchases ?? 0,
        orders: ordered?.orders ?? 0,
        orderCents: ordered?.cents ?? 0,
        storeSales: new Map(stores.map((row) => [row.store_id, row.sales])),
      }
      return [date, day]
    }),
  )
}
