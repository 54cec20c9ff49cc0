import { type CivilDate, civilFromDays, daysFromCivil, daysInMonth } from './civil-date.ts'
import { areDigits, twoDigits } from './digits.ts'
import { DAY, type SimTime } from './sim-time.ts'

/** A business date: whole days since 1970-01-01, without a time zone. */
export type DayNumber = number

export type Season = 'spring' | 'summer' | 'autumn' | 'winter'

/** 0000-01-01 and 9999-12-31: what four digits can say. */
const FIRST_DAY: DayNumber = -719_528
const LAST_DAY: DayNumber = 2_932_896

/** Slots of the text cache: eleven years of dates, so that a run hardly ever formats one twice. */
const CACHED_DATES = 4096
const cachedDays = new Int32Array(CACHED_DATES).fill(FIRST_DAY - 1)
const cachedTexts: string[] = Array.from({ length: CACHED_DATES }, () => '')

/** `YYYY-MM-DD`. @throws RangeError when `day` is not a whole number of the years 0 to 9999. */
export function dateText(day: DayNumber): string {
  const slot = day & (CACHED_DATES - 1)
  const cached = cachedTexts[slot]
  if (cachedDays[slot] === day && cached !== undefined) return cached
  const { year, month, day: dayOfMonth } = civilOf(day)
  const text = `${pad(year, 4)}-${pad(month, 2)}-${pad(dayOfMonth, 2)}`
  cachedDays[slot] = day
  cachedTexts[slot] = text
  return text
}

/** The day that `YYYY-MM-DD` names. @throws RangeError for another form, or for a date that does not exist. */
export function dayNumberOf(text: string): DayNumber {
  if (!hasDateForm(text)) throw new RangeError(`"${text}" is not a date: expected YYYY-MM-DD`)
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2)
  const month = twoDigits(text, 5)
  const day = twoDigits(text, 8)
  if (month < 1 || month > 12) throw new RangeError(`${text} is not a date: months go from 01 to 12`)
  const last = daysInMonth(year, month)
  if (day < 1 || day > last) {
    throw new RangeError(`${text} is not a date: ${text.slice(0, 7)} has days 01 to ${last}`)
  }
  return daysFromCivil(year, month, day)
}

function hasDateForm(text: string): boolean {
  const hasDashes = text.length === 10 && text[4] === '-' && text[7] === '-'
  return hasDashes && areDigits(text, 0, 4) && areDigits(text, 5, 7) && areDigits(text, 8, 10)
}

/** Year, month 1..12 and day 1..31. @throws RangeError when `day` is not a whole number of the years 0 to 9999. */
export function civilOf(day: DayNumber): CivilDate {
  if (!Number.isInteger(day) || day < FIRST_DAY || day > LAST_DAY) {
    throw new RangeError(`day number ${day} is not a date: expected a whole number from ${FIRST_DAY} to ${LAST_DAY}`)
  }
  return civilFromDays(day)
}

/** 0 = Monday to 6 = Sunday. */
export function weekdayOf(day: DayNumber): number {
  return ((day % 7) + 10) % 7
}

/** Meteorological season of the northern hemisphere: spring is March to May. */
export function seasonOf(day: DayNumber): Season {
  const { month } = civilOf(day)
  if (month >= 3 && month <= 5) return 'spring'
  if (month >= 6 && month <= 8) return 'summer'
  return month >= 9 && month <= 11 ? 'autumn' : 'winter'
}

/** The date in UTC at an instant; a store's business date comes from its time zone. */
export function utcDayAt(ms: SimTime): DayNumber {
  return Math.floor(ms / DAY)
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0')
}
