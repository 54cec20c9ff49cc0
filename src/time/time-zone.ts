import { type DayNumber, dateText } from './business-date.ts'
import { DAY, HOUR, MINUTE, type SimTime } from './sim-time.ts'
import {
  FIRST_ZONE_DAY,
  LAST_ZONE_DAY,
  ZONE_TABLE_END,
  ZONE_TABLE_START,
  type ZoneTransitions,
  zoneTransitions,
} from './zone-transitions.ts'

/**
 * Local time of one zone, for dates from 1990-01-01 to 2100-12-31; beyond them every method throws a RangeError.
 * Dates divide time without gap or overlap: a date begins when the local calendar first reaches it.
 */
export interface TimeZone {
  readonly name: string
  /** Milliseconds to add to UTC for local time. */
  offsetAt(ms: SimTime): number
  /** The instant at which local date `day` begins: midnight, its first occurrence, or what follows a skipped one. */
  startOfDay(day: DayNumber): SimTime
  /** The instant of local `hour` 0..24: its first occurrence, or the next instant that exists. */
  localHourStart(day: DayNumber, hour: number): SimTime
  /** The instant of local `minute` 0..1440 of the day, found like an hour. */
  localMinuteStart(day: DayNumber, minute: number): SimTime
  /** The local date. */
  dayAt(ms: SimTime): DayNumber
  /** The local hour, 0..23, that the clock shows. */
  hourAt(ms: SimTime): number
}

const MINUTES_PER_DAY = DAY / MINUTE
/** No zone is further ahead of UTC. */
const MAX_OFFSET = 15 * HOUR

const zones = new Map<string, TimeZone>()
const tables = new Map<string, ZoneTransitions>()

/**
 * The zone of an IANA name. Its table is built once in a thread, which takes some 40 ms, unless it was taken over.
 * @throws RangeError when the name is not known.
 */
export function timeZone(name: string): TimeZone {
  const known = zones.get(name)
  if (known !== undefined) return known
  const table = tables.get(name) ?? zoneTransitions(name)
  const zone = zoneOf(name, table)
  tables.set(name, table)
  zones.set(name, zone)
  return zone
}

/** The tables of the zones that this thread knows, by name: for another thread, which need not build them. */
export function zoneTables(): ReadonlyMap<string, ZoneTransitions> {
  return tables
}

/** Takes over tables that another thread has built. */
export function takeZoneTables(built: ReadonlyMap<string, ZoneTransitions>): void {
  for (const [name, table] of built) tables.set(name, table)
}

/** The earliest instant at which `day` begins in any of `zones`. @throws RangeError when there are none. */
export function companyStart(zones: readonly TimeZone[], day: DayNumber): SimTime {
  return startsOf(zones, day).reduce((earliest, start) => Math.min(earliest, start))
}

/** The instant at which `day` has begun in each of `zones`. @throws RangeError when there are none. */
export function companyEnd(zones: readonly TimeZone[], day: DayNumber): SimTime {
  return startsOf(zones, day).reduce((latest, start) => Math.max(latest, start))
}

function startsOf(zones: readonly TimeZone[], day: DayNumber): SimTime[] {
  if (zones.length === 0) throw new RangeError('a company needs at least one time zone')
  return zones.map((zone) => zone.startOfDay(day))
}

function zoneOf(name: string, table: ZoneTransitions): TimeZone {
  const offsetAt = offsetLookup(name, table)
  const minuteStart = (day: DayNumber, minute: number) => {
    if (!(Number.isInteger(day) && day >= FIRST_ZONE_DAY && day <= LAST_ZONE_DAY + 1)) throw outOfRange(name, day)
    return firstInstantAt(table, day * DAY + minute * MINUTE)
  }
  const localMinuteStart = (day: DayNumber, minute: number) => {
    if (!(minute >= 0 && minute <= MINUTES_PER_DAY && Number.isInteger(minute))) throw notInDay(minute / 60)
    return minuteStart(day, minute)
  }
  return {
    name,
    offsetAt,
    startOfDay: (day) => minuteStart(day, 0),
    localHourStart: (day, hour) => {
      if (!Number.isInteger(hour)) throw notInDay(hour)
      return localMinuteStart(day, hour * 60)
    },
    localMinuteStart,
    dayAt: dayLookup(offsetAt, (day) => minuteStart(day, 0)),
    hourAt: (ms) => {
      const local = ms + offsetAt(ms)
      return Math.floor((local - Math.floor(local / DAY) * DAY) / HOUR)
    },
  }
}

/** Successive instants mostly share an offset, so the last stretch is kept. */
function offsetLookup(name: string, { starts, offsets }: ZoneTransitions): (ms: SimTime) => number {
  let from = 0
  let until = 0
  let offset = 0
  return (ms) => {
    if (ms >= from && ms < until) return offset
    if (!(ms >= ZONE_TABLE_START && ms < ZONE_TABLE_END)) throw outOfRange(name, Math.floor(ms / DAY))
    const i = lastAtOrBefore(starts, ms)
    from = starts[i]
    until = starts[i + 1] ?? ZONE_TABLE_END
    offset = offsets[i]
    return offset
  }
}

/** Keeps the last day's bounds; where the clock returns to the day before, the date stays with the later one. */
function dayLookup(
  offsetAt: (ms: SimTime) => number,
  startOfDay: (day: DayNumber) => SimTime,
): (ms: SimTime) => DayNumber {
  let from = 0
  let until = 0
  let day = 0
  return (ms) => {
    if (ms >= from && ms < until) return day
    let found = Math.floor((ms + offsetAt(ms)) / DAY)
    while (startOfDay(found + 1) <= ms) found++
    day = found
    from = startOfDay(found)
    until = startOfDay(found + 1)
    return day
  }
}

/** The first instant at which local time, in milliseconds as if it were UTC, reaches `local`. */
function firstInstantAt({ starts, offsets }: ZoneTransitions, local: number): SimTime {
  let i = lastAtOrBefore(starts, local - MAX_OFFSET)
  for (;;) {
    const reached = Math.max(starts[i], local - offsets[i])
    const until = starts[i + 1]
    if (until === undefined || reached < until) return reached
    i++
  }
}

function lastAtOrBefore(sorted: Float64Array, value: number): number {
  let low = 0
  let high = sorted.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (sorted[middle] <= value) low = middle
    else high = middle - 1
  }
  return low
}

function outOfRange(name: string, day: number): RangeError {
  const range = `${dateText(FIRST_ZONE_DAY)} to ${dateText(LAST_ZONE_DAY)}`
  return new RangeError(`day number ${day} is not a date that time zone ${name} knows: expected ${range}`)
}

function notInDay(hour: number): RangeError {
  return new RangeError(`hour ${hour} is not in a day: expected a whole hour or minute from 0 to 24 hours`)
}
