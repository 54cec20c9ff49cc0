import { type DayNumber, weekdayOf } from './business-date.ts'
import { daysFromCivil, daysInMonth } from './civil-date.ts'

/** How a holiday finds its day in a year. `nth` is 1..5, or 0 for the last; `offset` counts days after `base`. */
export type HolidayRule =
  | { readonly kind: 'fixed'; readonly month: number; readonly day: number }
  | { readonly kind: 'weekday'; readonly month: number; readonly weekday: number; readonly nth: number }
  | { readonly kind: 'relative'; readonly base: string; readonly offset: number }

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
/** February 29 is allowed: such a holiday exists in leap years only. */
const SOME_LEAP_YEAR = 2024

/**
 * Reads `12-25`, `11-thu-4` (1 to 5), `05-mon-last` or `thanksgiving+1`; undefined when the text is none of these or
 * names a date that never exists.
 */
export function parseHolidayRule(text: string): HolidayRule | undefined {
  const rule = text.trim().toLowerCase()
  const [, month, day] = /^(\d\d)-(\d\d)$/.exec(rule) ?? []
  if (month !== undefined) return fixedRule(Number(month), Number(day))
  const [, inMonth, weekday = '', nth = ''] = /^(\d\d)-([a-z]{3})-([1-5]|last)$/.exec(rule) ?? []
  if (inMonth !== undefined) return weekdayRule(Number(inMonth), weekday, nth)
  if (/^\d\d-/.test(rule)) return undefined
  const [, base, sign, offset] = /^(.*[^+\-\s])\s*([+-])\s*(\d{1,3})$/.exec(rule) ?? []
  if (base === undefined) return undefined
  return { kind: 'relative', base: holidayKey(base), offset: sign === '-' ? -Number(offset) : Number(offset) }
}

/** What two spellings of a name share: letters and digits, in lower case. */
export function holidayKey(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
}

/** The day of a rule in `year`, undefined in years without it (February 29, or a fifth Monday that is missing). */
export function ruleDay(rule: Exclude<HolidayRule, { kind: 'relative' }>, year: number): DayNumber | undefined {
  const length = daysInMonth(year, rule.month)
  if (rule.kind === 'fixed') return rule.day <= length ? daysFromCivil(year, rule.month, rule.day) : undefined
  const first = daysFromCivil(year, rule.month, 1)
  if (rule.nth === 0) {
    const last = first + length - 1
    return last - ((weekdayOf(last) - rule.weekday + 7) % 7)
  }
  const dayOfMonth = ((rule.weekday - weekdayOf(first) + 7) % 7) + 1 + (rule.nth - 1) * 7
  return dayOfMonth <= length ? first + dayOfMonth - 1 : undefined
}

function fixedRule(month: number, day: number): HolidayRule | undefined {
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(SOME_LEAP_YEAR, month)) return undefined
  return { kind: 'fixed', month, day }
}

function weekdayRule(month: number, name: string, nth: string): HolidayRule | undefined {
  const weekday = WEEKDAYS.indexOf(name)
  if (month < 1 || month > 12 || weekday < 0) return undefined
  return { kind: 'weekday', month, weekday, nth: nth === 'last' ? 0 : Number(nth) }
}
