import { civilOf, type DayNumber } from '../../time/business-date.ts'
import type { HolidayCalendar } from '../../time/calendar.ts'
import { daysFromCivil } from '../../time/civil-date.ts'
import { type DateRow, dateDimension } from '../../time/date-dimension.ts'
import type { DimensionTable } from './tables.ts'

const YEARS_AFTER = 10
/** Products are launched up to 730 days before the start. */
const YEARS_BEFORE = 2

/** The rows of `dim_date`: whole years, from two before to ten after the year of the first business date. */
export function datesAround(startDay: DayNumber, calendar: HolidayCalendar): DateRow[] {
  const first = daysFromCivil(civilOf(startDay).year - YEARS_BEFORE, 1, 1)
  return [...dateDimension(first, lastDateFrom(startDay), calendar)]
}

/** The last day of `dim_date`, and so the last business day that a history from `startDay` may have. */
export function lastDateFrom(startDay: DayNumber): DayNumber {
  return daysFromCivil(civilOf(startDay).year + YEARS_AFTER, 12, 31)
}

/** The calendar. */
export const dateTable: DimensionTable = {
  name: 'dim_date',
  columns: {
    date_key: 'int4',
    date: 'date',
    year: 'int4',
    quarter: 'int4',
    month: 'int4',
    month_name: 'text',
    day: 'int4',
    day_of_week: 'int4',
    day_name: 'text',
    week_of_year: 'int4',
    iso_year: 'int4',
    is_weekend: 'bool',
    is_holiday: 'bool',
    holiday_name: 'text',
    fiscal_year: 'int4',
    fiscal_quarter: 'int4',
    fiscal_month: 'int4',
    fiscal_week: 'int4',
  },
  rows: ({ dates }) => dates,
}
