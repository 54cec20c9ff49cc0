import { dateText } from './business-date.ts'
import { daysFromCivil, daysInMonth } from './civil-date.ts'
import { DAY, HOUR, MINUTE, SECOND, type SimTime } from './sim-time.ts'

const MILLIS: readonly string[] = Array.from({ length: SECOND }, (_, ms) => `${String(ms).padStart(3, '0')}Z`)
const TWO_DIGITS: readonly string[] = Array.from({ length: 60 }, (_, value) => String(value).padStart(2, '0'))

/** The last second and instant that were formatted: events come in order of time, and many share an instant. */
let secondStart = Number.NaN
let secondText = ''
let lastTime = Number.NaN
let lastText = ''

/** `2024-01-15T10:30:00.123Z`. @throws RangeError when `ms` is not a whole number of the years 0 to 9999. */
export function isoTime(ms: SimTime): string {
  if (ms === lastTime) return lastText
  if (!(ms >= secondStart && ms < secondStart + SECOND)) enterSecond(ms)
  const millis = MILLIS[ms - secondStart]
  if (millis === undefined) throw new RangeError(`${ms} is not an instant: expected whole milliseconds since 1970`)
  lastTime = ms
  lastText = secondText + millis
  return lastText
}

function enterSecond(ms: SimTime): void {
  const day = Math.floor(ms / DAY)
  const second = Math.floor((ms - day * DAY) / SECOND)
  const minute = Math.floor(second / 60)
  const time = `${TWO_DIGITS[Math.floor(minute / 60)]}:${TWO_DIGITS[minute % 60]}:${TWO_DIGITS[second % 60]}`
  secondText = `${dateText(day)}T${time}.`
  secondStart = day * DAY + second * SECOND
}

/**
 * The instant that `YYYY-MM-DDTHH:MM:SS.mmmZ` names; the milliseconds may be left out, the Z may not.
 * @throws RangeError for another form, or for a date or time that does not exist.
 */
export function parseIsoTime(text: string): SimTime {
  if (!hasForm(text)) throw notAnInstant(text)
  const year = two(text, 0) * 100 + two(text, 2)
  const month = two(text, 5)
  const day = two(text, 8)
  const hour = two(text, 11)
  const minute = two(text, 14)
  const second = two(text, 17)
  const millis = text.length === SHORT ? 0 : two(text, 20) * 10 + text.charCodeAt(22) - ZERO
  const exists = month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)
  if (!exists || hour > 23 || minute > 59 || second > 59) throw notAnInstant(text)
  return daysFromCivil(year, month, day) * DAY + hour * HOUR + minute * MINUTE + second * SECOND + millis
}

const SHORT = 'YYYY-MM-DDTHH:MM:SSZ'.length
const LONG = 'YYYY-MM-DDTHH:MM:SS.mmmZ'.length
const ZERO = 48
const DASH = 45
const DOT = 46
const COLON = 58
const LETTER_T = 84
const LETTER_Z = 90

/** Whether every character is a digit or the mark that belongs there. */
function hasForm(text: string): boolean {
  const length = text.length
  if (length !== LONG && length !== SHORT) return false
  if (length === LONG && !(text.charCodeAt(19) === DOT && digits(text, 20, 23))) return false
  return (
    text.charCodeAt(4) === DASH &&
    text.charCodeAt(7) === DASH &&
    text.charCodeAt(10) === LETTER_T &&
    text.charCodeAt(13) === COLON &&
    text.charCodeAt(16) === COLON &&
    text.charCodeAt(length - 1) === LETTER_Z &&
    digits(text, 0, 4) &&
    digits(text, 5, 7) &&
    digits(text, 8, 10) &&
    digits(text, 11, 13) &&
    digits(text, 14, 16) &&
    digits(text, 17, 19)
  )
}

function digits(text: string, from: number, until: number): boolean {
  for (let i = from; i < until; i++) {
    const value = text.charCodeAt(i) - ZERO
    if (value < 0 || value > 9) return false
  }
  return true
}

function two(text: string, at: number): number {
  return text.charCodeAt(at) * 10 + text.charCodeAt(at + 1) - ZERO * 11
}

function notAnInstant(text: string): RangeError {
  return new RangeError(`"${text}" is not an instant: expected a real one as YYYY-MM-DDTHH:MM:SS.mmmZ`)
}
