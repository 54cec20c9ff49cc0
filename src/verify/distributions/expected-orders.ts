import type { ClientBase } from 'pg'
import type { Config } from '../../config/schema.ts'
import { ONLINE_TENDERS } from '../../retail/fields.ts'
import { dayNumberOf, seasonOf } from '../../time/business-date.ts'
import type { HolidayCalendar } from '../../time/calendar.ts'
import { createTally, type Finding, type LawTitle } from '../report.ts'
import { countFigure, isInside } from './interval.ts'
import { oddsWith } from './payment-odds.ts'

export const EXPECTED_ORDERS: LawTitle = {
  law: 15,
  name: 'expected_orders',
  says: 'As many online orders come as the configured volume, the season, the holidays and the customers of each region make expect, but for those who cannot pay.',
}

interface Day {
  readonly date: string
  readonly customers: number
  readonly orders: number
}

/** Days that are over; `customers` are those of the regions whose day it is. */
const DAYS = `
  WITH regions AS (
    SELECT s.dc_id, count(*) AS customers FROM dim_customers c JOIN dim_stores s ON s.store_id = c.home_store_id GROUP BY 1
  ), ordered AS (
    SELECT s.dc_id, h.event_date, count(*) AS orders
      FROM fact_online_order_headers h
      JOIN dim_customers c USING (customer_id)
      JOIN dim_stores s ON s.store_id = c.home_store_id
     GROUP BY 1, 2
  )
  SELECT d.business_date::text AS date, sum(coalesce(r.customers, 0))::float8 AS customers,
         sum(coalesce(o.orders, 0))::float8 AS orders
    FROM fact_dc_days d
    LEFT JOIN regions r USING (dc_id)
    LEFT JOIN ordered o ON o.dc_id = d.dc_id AND o.event_date = d.business_date
   GROUP BY 1 ORDER BY 1`

/** Compares the orders of all days with their mean. Without a calendar there is nothing to compare with. */
export async function checkExpectedOrders(
  client: ClientBase,
  { config, calendar }: { readonly config: Config; readonly calendar?: HolidayCalendar },
): Promise<Finding> {
  const tally = createTally()
  if (calendar === undefined) return tally.finding()
  const { rows } = await client.query<Day>(DAYS)
  const expected = rows.reduce((sum, { date, customers }) => sum + customers * perCustomer(config, calendar, date), 0)
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
