import type { ClientBase } from 'pg'
import type { Config } from '../../config/schema.ts'
import type { Weather } from '../../retail/operations/events.ts'
import { civilOf, type DayNumber, dayNumberOf, seasonOf, weekdayOf } from '../../time/business-date.ts'
import type { HolidayCalendar } from '../../time/calendar.ts'
import { createTally, type Finding, type LawTitle } from '../report.ts'
import { readDemandFactors, type PlaceHours } from './demand-factors.ts'

export const EXPECTED_VISITS: LawTitle = {
  law: 15,
  name: 'expected_visits',
  says: 'The mean that the visits of a store and day are drawn from is the product of the configured factors, those of the store type, the holiday, the recorded weather, the campaigns that run and what commands asked for hour by hour.',
}

interface StoreDay extends PlaceHours {
  readonly date: string
  readonly weather: Weather
  readonly told: number
  readonly multiplier: number
  readonly store_type: string
  readonly campaigns: number
}

const STORE_DAYS = `
  WITH running AS (
    SELECT business_date, count(*)::int AS campaigns
      FROM (SELECT DISTINCT business_date FROM fact_store_days) AS days
      JOIN dim_campaigns ON business_date BETWEEN start_date AND end_date
     GROUP BY 1
  )
  SELECT d.store_id AS place, d.business_date::text AS date, d.weather, d.expected_visits AS told,
         s.daily_traffic_multiplier AS multiplier, s.opens_at, s.closes_at, s.store_type, g.time_zone,
         coalesce(r.campaigns, 0) AS campaigns
    FROM fact_store_days d
    JOIN dim_stores s USING (store_id)
    JOIN dim_geographies g USING (geography_id)
    LEFT JOIN running r USING (business_date)
   ORDER BY d.business_date, d.store_id`

const SATURDAY = 5
/** Each list in the order of the calendar. */
const TYPE_FACTORS = `
  SELECT store_type,
         array_agg(factor ORDER BY array_position('{Mon,Tue,Wed,Thu,Fri,Sat,Sun}', key))
           FILTER (WHERE factor_group = 'weekday') AS weekdays,
         array_agg(factor ORDER BY array_position('{Jan,Feb,Mar,Apr,May,Jun,Jul,Aug,Sep,Oct,Nov,Dec}', key))
           FILTER (WHERE factor_group = 'month') AS months,
         array_agg(factor ORDER BY lpad(key, 2, '0')) FILTER (WHERE factor_group = 'hour') AS hours
    FROM dim_store_type_factors
   GROUP BY store_type`

interface TypeFactors {
  readonly store_type: string
  readonly weekdays: readonly number[]
  readonly months: readonly number[]
  readonly hours: readonly number[]
}

/** What an average store of a type expects of a day, but for the weather and commands. */
interface Usual {
  readonly usual: number
  /** Weights of the day's hours. */
  readonly hours: readonly number[]
}

const UNKNOWN: Usual = { usual: Number.NaN, hours: [] }

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
  const commanded = await readDemandFactors(client, 'store')
  const types = (await client.query<TypeFactors>(TYPE_FACTORS)).rows
  const expectedByType = new Map(types.map((type) => [type.store_type, expectedOf(config, calendar, type)]))
  for (const row of rows) {
    const day = dayNumberOf(row.date)
    const { usual, hours } = expectedByType.get(row.store_type)?.(day) ?? UNKNOWN
    const conditions = config.demand.weather_factors[row.weather] * (1 + config.marketing.campaign_lift * row.campaigns)
    const expected = usual * conditions * row.multiplier * commanded(row, day, hours)
    tally.check(Math.abs(expected - row.told) <= ROUNDING + expected * 1e-9, () => {
      const { place: store, date, told, weather } = row
      return `store ${store} on ${date}: told ${told}, the factors give ${expected.toFixed(3)} (${weather})`
    })
  }
  return tally.finding()
}

function expectedOf(
  { volume, demand }: Config,
  calendar: HolidayCalendar,
  type: TypeFactors,
): (day: DayNumber) => Usual {
  const { weekday_factors, season_factors: seasons, hour_weights } = demand
  const weekdays = weekday_factors.map((factor, place) => factor * (type.weekdays[place] ?? Number.NaN))
  const hoursOf = (weights: readonly number[]) =>
    weights.map((weight, hour) => weight * (type.hours[hour] ?? Number.NaN))
  const hours = { weekday: hoursOf(hour_weights.weekday), weekend: hoursOf(hour_weights.weekend) }
  return (day) => {
    if (calendar.isClosed(day)) return { usual: 0, hours: [] }
    const weekday = (weekdays[weekdayOf(day)] ?? 0) / mean(weekdays)
    const month = (type.months[civilOf(day).month - 1] ?? Number.NaN) / mean(type.months)
    const season = (seasons[seasonOf(day)] / mean(Object.values(seasons))) * month
    return {
      usual: volume.customers_per_day * weekday * season * calendar.factorOn(day),
      hours: weekdayOf(day) < SATURDAY ? hours.weekday : hours.weekend,
    }
  }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
