import type { Database } from '../../database/connect.ts'
import { dateText } from '../../time/business-date.ts'
import type { CommandContext } from '../command.ts'
import { logPlace } from '../event-log.ts'
import { diskUseOf } from '../status/disk-use.ts'
import { countTables } from '../status/table-status.ts'
import type { Generated } from './generate.ts'

/** What there is after a run, and how to look at it. */
export interface Tour {
  readonly company: {
    readonly stores: number
    readonly dcs: number
    readonly customers: number
    readonly products: number
  }
  readonly from: string
  readonly to: string | null
  readonly figures: Figures
  /** Rows by table. */
  readonly tables: Readonly<Record<string, number>>
  readonly data: string
  /** Where the log lies; 0 bytes on a server, whose disk is out of sight. */
  readonly log: { readonly place: string; readonly bytes: number }
  readonly database: { readonly embedded: boolean; readonly bytes: number }
  /** Command lines to paste: a prompt, a server for other tools, and questions with what they ask. */
  readonly prompt: string
  readonly serve: string
  readonly queries: readonly { readonly asks: string; readonly line: string }[]
}

/** A few telling figures over all of history; shares from 0 to 1, null where nothing was sold or nobody came. */
export interface Figures {
  /** In stores, less what was brought back. */
  readonly net_sales_cents: number
  /** Sales in stores. */
  readonly receipts: number
  readonly average_ticket_cents: number | null
  readonly visits: number
  /** Receipts per visit. */
  readonly conversion: number | null
  /** Share of receipts whose buyer is known. */
  readonly known_share: number | null
  readonly stockouts: number
}

const FIGURES = `
  SELECT net_sales_cents, receipts, round(sold_cents / nullif(receipts, 0))::float8 AS average_ticket_cents, visits,
         receipts::float8 / nullif(visits, 0) AS conversion, known::float8 / nullif(receipts, 0) AS known_share, stockouts
    FROM (SELECT coalesce(sum(subtotal_cents), 0)::float8 AS net_sales_cents,
                 coalesce(sum(subtotal_cents) FILTER (WHERE receipt_type = 'SALE'), 0)::float8 AS sold_cents,
                 count(*) FILTER (WHERE receipt_type = 'SALE') AS receipts,
                 count(customer_id) FILTER (WHERE receipt_type = 'SALE') AS known
            FROM fact_receipts) AS sales,
         (SELECT count(*) AS visits FROM fact_customer_sessions) AS sessions,
         (SELECT count(*) AS stockouts FROM fact_stockouts) AS stock`

/** Questions that show what the tables hold, on two lines each. */
const QUERIES: readonly (readonly [asks: string, first: string, second: string])[] = [
  [
    'Which stores sell most?',
    'select store_id, count(*) as receipts, round(sum(subtotal_cents) / 100.0, 2) as net_sales',
    'from fact_receipts group by store_id order by net_sales desc limit 5',
  ],
  [
    'What do people buy?',
    'select product_name, sum(quantity) as units from fact_receipt_lines',
    'join dim_products using (product_id) group by product_name order by units desc limit 5',
  ],
  [
    'How many come, and how many of them buy?',
    'select event_date, count(*) as visits, round(100 * avg(purchased::int), 1) as percent_buying',
    'from fact_customer_sessions group by event_date order by event_date',
  ],
]

/** Looks around in what was made. */
export async function takeTour(context: CommandContext, generated: Generated): Promise<Tour> {
  const { config, sources } = await context.config()
  const { company, database, endAfter } = generated
  const { data } = config.paths
  const { rows } = await database.pool.query<Figures>(FIGURES)
  const disk = diskUseOf(data)
  const place = sources.get('paths.data') === 'default' ? '' : ` --data ${quoted(data)}`
  const { stores, distributionCenters, customers, products } = company.master
  return {
    company: {
      stores: stores.length,
      dcs: distributionCenters.length,
      customers: customers.length,
      products: products.length,
    },
    from: dateText(company.startDay),
    to: endAfter > company.startDay ? dateText(endAfter - 1) : null,
    figures: rows[0],
    tables: await rowsOf(database),
    data,
    log: { place: logPlace(config), bytes: config.event_store.url === null ? disk.log : 0 },
    database: { embedded: database.embedded, bytes: disk.database },
    prompt: `npx tillstream sql${place}`,
    serve: `npx tillstream db${place}`,
    queries: QUERIES.map(([asks, first, second]) => ({
      asks,
      line: `npx tillstream sql${place} "\n    ${first}\n    ${second}"`,
    })),
  }
}

async function rowsOf({ pool }: Database): Promise<Readonly<Record<string, number>>> {
  const counted = Object.entries(await countTables(pool, false))
  return Object.fromEntries(counted.map(([name, { rows }]) => [name, rows]))
}

function quoted(path: string): string {
  return /^[\w./\\:-]+$/.test(path) ? path : `"${path}"`
}
