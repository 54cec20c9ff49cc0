import { civilOf, type DayNumber } from './business-date.ts'
import { daysFromCivil, isLeapYear } from './civil-date.ts'
import { type Holiday, type ResolvedHoliday, resolveHolidays } from './holiday-days.ts'

/** What holidays do to a business date. */
export interface HolidayCalendar {
  /** Factor on the expected visitors, 1 on an ordinary day; a closed day keeps the factor that it would have. */
  factorOn(day: DayNumber): number
  /** Whether stores are closed. */
  isClosed(day: DayNumber): boolean
  /** The holidays whose own day this is, in the order of the list: not the further days of a longer effect. */
  namesOn(day: DayNumber): readonly string[]
}

interface HolidayYear {
  readonly firstDay: DayNumber
  readonly endDay: DayNumber
  readonly factors: Float64Array
  readonly closed: Uint8Array
  readonly names: ReadonlyMap<DayNumber, readonly string[]>
}

/**
 * The calendar of a list of holidays, worked out once per year. An effect of n days has on its d-th day from the
 * holiday (0 is the holiday) the factor 1 + (peak - 1) x max(0.3, 1 - 0.7 d / n). Where effects meet, the one farthest
 * from 1 holds alone (of two equally far, the earlier in the list), so that Black Friday is not lessened by Thanksgiving.
 * @throws RangeError that lists every entry that is wrong, and why.
 */
export function holidayCalendar(holidays: readonly Holiday[]): HolidayCalendar {
  const resolved = resolveHolidays(holidays)
  const years = new Map<number, HolidayYear>()
  let last = holidayYear(resolved, 1970)
  const yearOf = (day: DayNumber): HolidayYear => {
    if (day >= last.firstDay && day < last.endDay) return last
    const { year } = civilOf(day)
    last = years.get(year) ?? holidayYear(resolved, year)
    years.set(year, last)
    return last
  }
  return {
    factorOn: (day) => {
      const year = yearOf(day)
      return year.factors[day - year.firstDay]
    },
    isClosed: (day) => {
      const year = yearOf(day)
      return year.closed[day - year.firstDay] === 1
    },
    namesOn: (day) => yearOf(day).names.get(day) ?? [],
  }
}

/** The factor on the day that is `distance` days from its holiday: the peak there, then less, never below 30 % of it. */
export function holidayFactor({ demandFactor, days }: Holiday, distance: number): number {
  return 1 + (demandFactor - 1) * Math.max(0.3, 1 - (0.7 * distance) / days)
}

function holidayYear(holidays: readonly ResolvedHoliday[], year: number): HolidayYear {
  const firstDay = daysFromCivil(year, 1, 1)
  const length = isLeapYear(year) ? 366 : 365
  const factors = new Float64Array(length).fill(1)
  const closed = new Uint8Array(length)
  const names = new Map<DayNumber, string[]>()
  for (const holiday of holidays) {
    // An effect reaches half a year at most, so only the neighbouring years can reach into this one.
    for (const near of [year - 1, year, year + 1]) {
      const day = holiday.dayIn(near)
      if (day === undefined) continue
      applyEffect(factors, holiday, day - firstDay)
      if (day < firstDay || day >= firstDay + length) continue
      if (holiday.closed) closed[day - firstDay] = 1
      names.set(day, [...(names.get(day) ?? []), holiday.name])
    }
  }
  return { firstDay, endDay: firstDay + length, factors, closed, names }
}

function applyEffect(factors: Float64Array, holiday: Holiday, index: number): void {
  for (let distance = 0; distance < holiday.days; distance++) {
    const at = holiday.leads ? index - distance : index + distance
    const factor = holidayFactor(holiday, distance)
    const present = factors[at]
    if (present !== undefined && Math.abs(factor - 1) > Math.abs(present - 1)) factors[at] = factor
  }
}
