import type { Config } from '../config/schema.ts'
import type { Dictionaries } from '../dictionaries/types.ts'
import { type DrawKey, KeyBuilder, wordAt, wordOf } from '../simulation/random.ts'
import { civilOf, type DayNumber, seasonOf, weekdayOf } from '../time/business-date.ts'
import { type HolidayCalendar, holidayCalendar } from '../time/calendar.ts'
import type { CampaignCalendar } from './marketing/campaign-calendar.ts'
import type { MasterData, Store } from './master-data/types.ts'
import { WEATHERS, type Weather } from './operations/events.ts'
import { curvesByStore } from './store-types/type-curves.ts'

const WEATHER = wordOf('weather')
const SATURDAY = 5

/** How many people are expected, where and when. Pure: asking changes nothing. */
export interface Demand {
  readonly calendar: HolidayCalendar
  /** The day's weather around a DC; drawn once per region and day. */
  weather(dcId: number, day: DayNumber): Weather
  /** Season times holiday on that day, around 1: what moves the web shop, whatever the weather. */
  seasonalFactor(day: DayNumber): number
  /** No day has a greater one. */
  readonly mostSeasonalFactor: number
  /** Expected visits of a store on a whole business day; 0 when it is closed. */
  visitsOfDay(storeId: number, day: DayNumber): number
  /** Expected visits that begin in a local hour of that day. */
  visitsOfHour(storeId: number, day: DayNumber, hour: number): number
  /** No hour of any day expects more visits than this: every factor at its greatest. */
  mostVisitsInHour(storeId: number): number
}

/** What demand follows from. */
interface DemandSources {
  readonly config: Config
  readonly dictionaries: Dictionaries
  readonly master: MasterData
  readonly campaigns: CampaignCalendar
}

/** Demand from the factors of the configuration, the holidays of the dictionaries, and the campaigns. */
export function makeDemand({ config, dictionaries, master, campaigns }: DemandSources, root: DrawKey): Demand {
  const { demand, volume } = config
  const calendar = holidayCalendar(dictionaries.holidays)
  const curves = curvesByStore(config, dictionaries, master.stores)
  const { seasonalFactor, mostSeasonalFactor } = seasonalFactors(config, dictionaries, calendar)
  const hourShares = master.stores.map((store) => openHourShares(store, config, curves[store.storeId - 1].hours))
  const weatherOn = weatherDraws(config, root)
  const liftOf = (running: number) => 1 + config.marketing.campaign_lift * running

  function visitsOfDay(storeId: number, day: DayNumber): number {
    if (calendar.isClosed(day)) return 0
    const store = master.stores[storeId - 1]
    const { weekdays, months } = curves[storeId - 1]
    const calendarFactor = weekdays[weekdayOf(day)] * months[civilOf(day).month - 1] * seasonalFactor(day)
    const weatherFactor = demand.weather_factors[weatherOn(store.dcId, day)]
    const lift = liftOf(campaigns.runningOn(day).length)
    return volume.customers_per_day * store.dailyTrafficMultiplier * calendarFactor * weatherFactor * lift
  }

  return {
    calendar,
    weather: weatherOn,
    seasonalFactor,
    mostSeasonalFactor,
    visitsOfDay,
    visitsOfHour: (storeId, day, hour) => {
      const shares = hourShares[storeId - 1][weekdayOf(day) < SATURDAY ? 'weekday' : 'weekend']
      return visitsOfDay(storeId, day) * shares[hour]
    },
    mostVisitsInHour: (storeId) => {
      const { weekday, weekend } = hourShares[storeId - 1]
      const { weekdays, months } = curves[storeId - 1]
      const calendarFactor = Math.max(...weekdays) * Math.max(...months) * mostSeasonalFactor
      const weatherFactor = Math.max(...Object.values(demand.weather_factors))
      const base = volume.customers_per_day * master.stores[storeId - 1].dailyTrafficMultiplier
      const factors = calendarFactor * weatherFactor * liftOf(campaigns.mostAtOnce)
      return base * factors * Math.max(...weekday, ...weekend)
    },
  }
}

/** Season times holiday by day, and the most that any day has. */
function seasonalFactors({ demand }: Config, { holidays }: Dictionaries, calendar: HolidayCalendar) {
  const seasons = demand.season_factors
  const mean = (seasons.spring + seasons.summer + seasons.autumn + seasons.winter) / 4
  const mostHoliday = Math.max(1, ...holidays.map((holiday) => holiday.demandFactor))
  return {
    seasonalFactor: (day: DayNumber) => (seasons[seasonOf(day)] / mean) * calendar.factorOn(day),
    mostSeasonalFactor: (Math.max(...Object.values(seasons)) / mean) * mostHoliday,
  }
}

function weatherDraws({ demand }: Config, root: DrawKey): (dcId: number, day: DayNumber) => Weather {
  return (dcId, day) => {
    const key = new KeyBuilder().from(root).add(WEATHER).add(dcId).add(day)
    let left = (wordAt(key, 0) >>> 0) / 2 ** 32
    const odds = demand.weather_odds[seasonOf(day)]
    return WEATHERS.find((weather) => (left -= odds[weather]) < 0) ?? 'cloudy'
  }
}

function openHourShares(
  store: Store,
  { demand }: Config,
  factors: readonly number[],
): { weekday: number[]; weekend: number[] } {
  const shares = (weights: readonly number[]) => {
    const open = weights.map((weight, hour) =>
      hour >= store.opensAt && hour < store.closesAt ? weight * factors[hour] : 0,
    )
    const sum = open.reduce((total, weight) => total + weight, 0)
    return open.map((weight) => (sum > 0 ? weight / sum : 0))
  }
  return { weekday: shares(demand.hour_weights.weekday), weekend: shares(demand.hour_weights.weekend) }
}
