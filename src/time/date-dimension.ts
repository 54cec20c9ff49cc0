import { civilOf, type DayNumber, dateText, weekdayOf } from './business-date.ts'
import type { HolidayCalendar } from './calendar.ts'
import { daysFromCivil } from './civil-date.ts'
import { fiscalDateOf } from './fiscal-year.ts'

/** A row of `dim_date`. */
export interface DateRow {
  /** YYYYMMDD as a number. */
  readonly date_key: number
  /** YYYY-MM-DD. */
  readonly date: string
  readonly year: number
  readonly quarter: number
  readonly month: number
  readonly month_name: string
  readonly day: number
  /** 1 = Monday to 7 = Sunday (ISO 8601). */
  readonly day_of_week: number
  readonly day_name: string
  /** 1..53 of `iso_year` (ISO 8601). */
  readonly week_of_year: number
  readonly iso_year: number
  readonly is_weekend: boolean
  readonly is_holiday: boolean
  /** The day's holidays, joined by ` / `. */
  readonly holiday_name: string | null
  /** Retail 4-5-4 calendar. */
  readonly fiscal_year: number
  readonly fiscal_quarter: number
  readonly fiscal_month: number
  readonly fiscal_week: number
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]
const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

/** One row per day from `fromDay` to `toDay`, both included. @throws RangeError when they are no dates or reversed. */
export function* dateDimension(
  fromDay: DayNumber,
  toDay: DayNumber,
  calendar: HolidayCalendar,
): Generator<DateRow, void, undefined> {
  if (dateText(fromDay) > dateText(toDay)) {
    throw new RangeError(`the date dimension ends on ${dateText(toDay)}, before it starts on ${dateText(fromDay)}`)
  }
  for (let day = fromDay; day <= toDay; day++) yield dateRow(day, calendar)
}

function dateRow(day: DayNumber, calendar: HolidayCalendar): DateRow {
  const civil = civilOf(day)
  const weekday = weekdayOf(day)
  const holidays = calendar.namesOn(day)
  return {
    date_key: civil.year * 10_000 + civil.month * 100 + civil.day,
    date: dateText(day),
    year: civil.year,
    quarter: Math.floor((civil.month + 2) / 3),
    month: civil.month,
    month_name: MONTHS[civil.month - 1],
    day: civil.day,
    day_of_week: weekday + 1,
    day_name: WEEKDAYS[weekday],
    ...isoWeek(day),
    is_weekend: weekday >= 5,
    is_holiday: holidays.length > 0,
    holiday_name: holidays.length > 0 ? holidays.join(' / ') : null,
    ...fiscalColumns(day),
  }
}

/** An ISO week belongs to the year of its Thursday. */
function isoWeek(day: DayNumber): Pick<DateRow, 'week_of_year' | 'iso_year'> {
  const thursday = day - weekdayOf(day) + 3
  const { year } = civilOf(thursday)
  return { week_of_year: Math.floor((thursday - daysFromCivil(year, 1, 1)) / 7) + 1, iso_year: year }
}

function fiscalColumns(
  day: DayNumber,
): Pick<DateRow, 'fiscal_year' | 'fiscal_quarter' | 'fiscal_month' | 'fiscal_week'> {
  const { year, quarter, month, week } = fiscalDateOf(day)
  return { fiscal_year: year, fiscal_quarter: quarter, fiscal_month: month, fiscal_week: week }
}
