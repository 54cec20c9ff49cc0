import type { ClientBase } from 'pg'
import type { Config } from '../../config/schema.ts'
import { ONLINE_TENDERS } from '../../retail/fields.ts'
import { dayNumberOf, seasonOf } from '../../time/business-date.ts'
import type { HolidayCalendar } from '../../time/calendar.ts'
import { createTally, type Finding, type LawTitle } from '../report.ts'
import { readDemandFactors, type PlaceHours } from './demand-factors.ts'
import { countFigure, isInside } from './interval.ts'
import { oddsWith } from './payment-odds.ts'

export const EXPECTED_ORDERS: LawTitle = {
  law: 15,
  name: 'expected_orders',
  says: 'As many online orders come as the configured volume, the season, the holidays, what commands asked for, and the customers and kinds of stores of each region make expect, but for those who cannot pay.',
}

/** A region's day. */
interface Day extends PlaceHours {
  readonly date: string
  readonly customers: number
  /** Of the stores' sales the web shop's part, weighted by their traffic. */
  readonly online_share: number
  readonly orders: number
}

/** Of a supercenter, for which the volume is configured. */
const USUAL_ONLINE_SHARE = 0.12

/** Days that are over; the web shop is open all day. */
const DAYS = `
  WITH regions AS (
    SELECT s.dc_id, count(*) AS customers FROM dim_customers c JOIN dim_stores s ON s.store_id = c.home_store_id GROUP BY 1
  ), shares AS (
    SELECT dc_id, sum(daily_traffic_multiplier * online_share) / sum(daily_traffic_multiplier) AS online_share
      FROM dim_stores
      JOIN dim_store_types USING (store_type)
     GROUP BY 1
  ), ordered AS (
    SELECT s.dc_id, h.event_date, count(*) AS orders
      FROM fact_online_order_headers h
      JOIN dim_customers c USING (customer_id)
      JOIN dim_stores s ON s.store_id = c.home_store_id
     GROUP BY 1, 2
  )
  SELECT d.dc_id AS place, g.time_zone, 0 AS opens_at, 24 AS closes_at, d.business_date::text AS date,
         coalesce(r.customers, 0)::float8 AS customers, coalesce(s.online_share, 0)::float8 AS online_share,
         coalesce(o.orders, 0)::float8 AS orders
    FROM fact_dc_days d
    JOIN dim_distribution_centers dc USING (dc_id)
    JOIN dim_geographies g USING (geography_id)
    LEFT JOIN regions r USING (dc_id)
    LEFT JOIN shares s USING (dc_id)
    LEFT JOIN ordered o ON o.dc_id = d.dc_id AND o.event_date = d.business_date
   ORDER BY d.business_date, d.dc_id`

/** Compares the orders of all days with their mean. Without a calendar there is nothing to compare with. */
export async function checkExpectedOrders(
  client: ClientBase,
  { config, calendar }: { readonly config: Config; readonly calendar?: HolidayCalendar },
): Promise<Finding> {
  const tally = createTally()
  if (calendar === undefined) return tally.finding()
  const { rows } = await client.query<Day>(DAYS)
  const commanded = await readDemandFactors(client, 'region')
  const weights = config.online.hour_weights
  const expected = rows.reduce((sum, row) => {
    const ofRegion = row.customers * (row.online_share / USUAL_ONLINE_SHARE)
    const usual = ofRegion * perCustomer(config, calendar, row.date)
    return sum + usual * commanded(row, dayNumberOf(row.date), weights)
  }, 0)
  const observed = rows.reduce((sum, { orders }) => sum + orders, 0)
  const figure = countFigure('online orders', observed, expected)
  tally.check(isInside(figure), () => {
    const { lowest, highest } = figure
    return `online orders: ${observed}, expected ${expected.toFixed(1)}, from ${lowest.toFixed(1)} to ${highest.toFixed(1)}`
  })
  return { ...tally.finding(), checked: rows.length, figures: [figure] }
}

function perCustomer({ volume, demand, payments, online }: Config, calendar: HolidayCalendar, date: string): number {
  const day = dayNumberOf(date)
  const seasons = Object.values(demand.season_factors)
  const season = (demand.season_factors[seasonOf(day)] * seasons.length) / seasons.reduce((sum, one) => sum + one, 0)
  const { failed } = oddsWith(payments, { accepted: ONLINE_TENDERS, mix: online.tender_mix })
  return (volume.online_orders_per_day / volume.total_customers) * season * calendar.factorOn(day) * (1 - failed)
}
