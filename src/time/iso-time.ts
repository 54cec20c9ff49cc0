import { dateText } from './business-date.ts'
import { daysFromCivil, daysInMonth } from './civil-date.ts'
import { areDigits, digitAt, twoDigits } from './digits.ts'
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

/** The date that was parsed last, as YYYYMMDD, and the instant at which it begins. */
let parsedDate = Number.NaN
let parsedStart = 0

/**
 * The instant that `YYYY-MM-DDTHH:MM:SS.mmmZ` names; the milliseconds may be left out, the Z may not.
 * @throws RangeError for another form, or for a date or time that does not exist.
 */
export function parseIsoTime(text: string): SimTime {
  if (!hasForm(text)) throw notAnInstant(text)
  enterDate(text)
  const hour = twoDigits(text, 11)
  const minute = twoDigits(text, 14)
  const second = twoDigits(text, 17)
  if (hour > 23 || minute > 59 || second > 59) throw notAnInstant(text)
  const millis = text.length === SHORT ? 0 : twoDigits(text, 20) * 10 + digitAt(text, 22)
  return parsedStart + hour * HOUR + minute * MINUTE + second * SECOND + millis
}

function enterDate(text: string): void {
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2)
  const month = twoDigits(text, 5)
  const day = twoDigits(text, 8)
  const date = year * 10_000 + month * 100 + day
  if (date === parsedDate) return
  if (!(month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month))) throw notAnInstant(text)
  parsedStart = daysFromCivil(year, month, day) * DAY
  parsedDate = date
}

const SHORT = 'YYYY-MM-DDTHH:MM:SSZ'.length
const LONG = 'YYYY-MM-DDTHH:MM:SS.mmmZ'.length
const DASH = 45
const DOT = 46
const COLON = 58
const LETTER_T = 84
const LETTER_Z = 90

/** Whether every character is a digit or the mark that belongs there. */
function hasForm(text: string): boolean {
  const length = text.length
  if (length !== LONG && length !== SHORT) return false
  if (length === LONG && !(text.charCodeAt(19) === DOT && areDigits(text, 20, 23))) return false
  return (
    text.charCodeAt(4) === DASH &&
    text.charCodeAt(7) === DASH &&
    text.charCodeAt(10) === LETTER_T &&
    text.charCodeAt(13) === COLON &&
    text.charCodeAt(16) === COLON &&
    text.charCodeAt(length - 1) === LETTER_Z &&
    areDigits(text, 0, 4) &&
    areDigits(text, 5, 7) &&
    areDigits(text, 8, 10) &&
    areDigits(text, 11, 13) &&
    areDigits(text, 14, 16) &&
    areDigits(text, 17, 19)
  )
}

function notAnInstant(text: string): RangeError {
  return new RangeError(`"${text}" is not an instant: expected a real one as YYYY-MM-DDTHH:MM:SS.mmmZ`)
}
