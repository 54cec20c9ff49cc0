import { civilOf, type DayNumber, weekdayOf } from './business-date.ts'
import { daysFromCivil } from './civil-date.ts'

/** A day in the retail year: `quarter` 1..4, `month` 1..12 (1 is mostly February), `week` 1..53. */
export interface FiscalDate {
  readonly year: number
  readonly quarter: number
  readonly month: number
  readonly week: number
}

/** A quarter's months have four, five and four weeks. */
const SECOND_MONTH_FROM_WEEK = 5
const THIRD_MONTH_FROM_WEEK = 10

/**
 * The first day of a fiscal year in the 4-5-4 calendar of the National Retail Federation: the Sunday closest to
 * 1 February (the year ends on the Saturday closest to 31 January), so that some years have 53 weeks.
 */
export function fiscalYearStart(year: number): DayNumber {
  const latest = daysFromCivil(year, 2, 4)
  return latest - ((weekdayOf(latest) + 1) % 7)
}

/** Where a day lies in the 4-5-4 calendar; a 53rd week belongs to the twelfth month. */
export function fiscalDateOf(day: DayNumber): FiscalDate {
  const { year: civilYear } = civilOf(day)
  const year = day >= fiscalYearStart(civilYear) ? civilYear : civilYear - 1
  const week = Math.floor((day - fiscalYearStart(year)) / 7) + 1
  const quarter = Math.min(4, Math.floor((week - 1) / 13) + 1)
  const weekOfQuarter = week - (quarter - 1) * 13
  const monthOfQuarter = weekOfQuarter >= THIRD_MONTH_FROM_WEEK ? 3 : weekOfQuarter >= SECOND_MONTH_FROM_WEEK ? 2 : 1
  return { year, quarter, month: (quarter - 1) * 3 + monthOfQuarter, week }
}
