import type { ClientBase } from 'pg'
import type { Config } from '../../config/schema.ts'
import type { Weather } from '../../retail/operations/events.ts'
import { type DayNumber, dayNumberOf, seasonOf, weekdayOf } from '../../time/business-date.ts'
import type { HolidayCalendar } from '../../time/calendar.ts'
import { createTally, type Finding, type LawTitle } from '../report.ts'

export const EXPECTED_VISITS: LawTitle = {
  law: 15,
  name: 'expected_visits',
  says: 'The mean that the visits of a store and day are drawn from is the product of the configured factors, the holiday, the recorded weather and the campaigns that run.',
}

interface StoreDay {
  readonly store_id: number
  readonly date: string
  readonly weather: Weather
  readonly told: number
  readonly multiplier: number
  readonly campaigns: number
}

const STORE_DAYS = `
  WITH running AS (
    SELECT business_date, count(*)::int AS campaigns
      FROM (SELECT DISTINCT business_date FROM fact_store_days) AS days
      JOIN dim_campaigns ON business_date BETWEEN start_date AND end_date
     GROUP BY 1
  )
  SELECT d.store_id, d.business_date::text AS date, d.weather, d.expected_visits AS told,
         s.daily_traffic_multiplier AS multiplier, coalesce(r.campaigns, 0) AS campaigns
    FROM fact_store_days d
    JOIN dim_stores s USING (store_id)
    LEFT JOIN running r USING (business_date)
   ORDER BY d.business_date, d.store_id`

/** Control totals tell the mean rounded to a thousandth. */
const ROUNDING = 0.0006

/** Works the mean of every store day out anew. Without a calendar there is nothing to compare with. */
export async function checkExpectedVisits(
  client: ClientBase,
  { config, calendar }: { readonly config: Config; readonly calendar?: HolidayCalendar },
): Promise<Finding> {
  const tally = createTally()
  if (calendar === undefined) return tally.finding()
  const { rows } = await client.query<StoreDay>(STORE_DAYS)
  for (const row of rows) {
    const day = dayNumberOf(row.date)
    const conditions = config.demand.weather_factors[row.weather] * (1 + config.marketing.campaign_lift * row.campaigns)
    const expected = factorsOf(config, calendar, day) * conditions * row.multiplier
    tally.check(Math.abs(expected - row.told) <= ROUNDING + expected * 1e-9, () => {
      const { store_id: store, date, told, weather } = row
      return `store ${store} on ${date}: told ${told}, the factors give ${expected.toFixed(3)} (${weather})`
    })
  }
  return tally.finding()
}

/** Visits of an average store on that day, but for the weather and campaigns. */
function factorsOf({ volume, demand }: Config, calendar: HolidayCalendar, day: DayNumber): number {
  if (calendar.isClosed(day)) return 0
  const { weekday_factors: weekdays, season_factors: seasons } = demand
  const weekday = (weekdays[weekdayOf(day)] ?? 0) / mean(weekdays)
  return (
    volume.customers_per_day *
    weekday *
    (seasons[seasonOf(day)] / mean(Object.values(seasons))) *
    calendar.factorOn(day)
  )
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
