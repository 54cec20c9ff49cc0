import { daysFromCivil } from './civil-date.ts'
import { DAY, HOUR, MINUTE, SECOND, type SimTime } from './sim-time.ts'

/** From `starts[i]` until `starts[i + 1]` local time is UTC plus `offsets[i]` milliseconds. */
export interface ZoneTransitions {
  readonly starts: Float64Array
  readonly offsets: Int32Array
}

/** Local dates that zones know: 1990-01-01 to 2100-12-31. */
export const FIRST_ZONE_DAY = daysFromCivil(1990, 1, 1)
export const LAST_ZONE_DAY = daysFromCivil(2100, 12, 31)

/** The instants that the table covers: the dates above in any zone, with two days to spare. */
export const ZONE_TABLE_START: SimTime = (FIRST_ZONE_DAY - 2) * DAY
export const ZONE_TABLE_END: SimTime = (LAST_ZONE_DAY + 3) * DAY

/**
 * Shorter than any stretch between two changes in these years, except for weeks that are predicted for Gaza and Hebron
 * after 2050, which may be passed over.
 */
const PROBE_STEP = 12 * DAY

/**
 * Every change of a zone's offset, from the engine's own time zone data: probed in steps, then halved down to the
 * minute. @throws RangeError when the engine does not know the name.
 */
export function zoneTransitions(name: string): ZoneTransitions {
  const offsetAt = offsetProbe(name)
  const starts: number[] = [ZONE_TABLE_START]
  const offsets: number[] = [offsetAt(ZONE_TABLE_START)]
  let known = offsetAt(ZONE_TABLE_START)
  for (let from = ZONE_TABLE_START; from < ZONE_TABLE_END; from += PROBE_STEP) {
    const offset = offsetAt(from + PROBE_STEP)
    if (offset === known) continue
    starts.push(firstChange(offsetAt, from, from + PROBE_STEP))
    offsets.push(offset)
    known = offset
  }
  return { starts: Float64Array.from(starts), offsets: Int32Array.from(offsets) }
}

function firstChange(offsetAt: (ms: SimTime) => number, from: SimTime, until: SimTime): SimTime {
  const before = offsetAt(from)
  let low = from
  let high = until
  while (high - low > MINUTE) {
    const middle = low + Math.floor((high - low) / (2 * MINUTE)) * MINUTE
    if (offsetAt(middle) === before) low = middle
    else high = middle
  }
  return high
}

function offsetProbe(name: string): (ms: SimTime) => number {
  const format = dateTimeFormat(name)
  return (ms) => localMs(format.format(ms)) - ms
}

function dateTimeFormat(name: string): Intl.DateTimeFormat {
  const expected = 'expected an IANA name such as America/Chicago'
  if (!/^[A-Za-z]/.test(name)) throw new RangeError(`time zone "${name}" is not known: ${expected}`)
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    })
  } catch (cause) {
    throw new RangeError(`time zone "${name}" is not known: ${expected}`, { cause })
  }
}

/** Reads `01/31/2024, 23:59:59` by its runs of digits, whatever stands between them. */
function localMs(text: string): number {
  const numbers = [0, 0, 0, 0, 0, 0]
  let at = -1
  let inRun = false
  for (let i = 0; i < text.length; i++) {
    const digit = text.charCodeAt(i) - 48
    const isDigit = digit >= 0 && digit <= 9
    if (isDigit && !inRun) at++
    if (isDigit) numbers[at] = numbers[at] * 10 + digit
    inRun = isDigit
  }
  const [month = 0, day = 0, year = 0, hour = 0, minute = 0, second = 0] = numbers
  return daysFromCivil(year, month, day) * DAY + hour * HOUR + minute * MINUTE + second * SECOND
}
