import { MINUTE, SECOND, type SimTime } from '../../time/sim-time.ts'
import { ZONES } from '../zones.ts'

/** How long sensors count before they report. */
export const SENSOR_PERIOD = 15 * MINUTE
/** Periods of the longest local day (25 hours). */
const PERIODS = 100

/**
 * What the zone sensors of a store count during its business day: people seen and seconds spent, by period and zone. A visit is
 * entered as a whole when it begins, since its walk is planned then. Untracked visitors leave no events, so this state is kept
 * beside those that are folded from events.
 */
export interface Sensors {
  readonly people: Int32Array
  readonly seconds: Int32Array
}

/** Sensors that have seen nobody. */
export function openSensors(): Sensors {
  return { people: new Int32Array(PERIODS * ZONES.length), seconds: new Int32Array(PERIODS * ZONES.length) }
}

/** Counts a party that is in `zone` from `from` until `to` (exclusive) of the business day that began at `dayStart`. */
export function countParty(
  { people, seconds }: Sensors,
  stay: { readonly dayStart: SimTime; readonly zone: number; readonly from: SimTime; readonly to: SimTime },
  party: number,
): void {
  const { dayStart, zone, from, to } = stay
  for (let period = Math.floor((from - dayStart) / SENSOR_PERIOD); ; period++) {
    const start = dayStart + period * SENSOR_PERIOD
    if (start >= to) return
    const cell = period * ZONES.length + zone
    const overlap = Math.min(to, start + SENSOR_PERIOD) - Math.max(from, start)
    people[cell] += party
    seconds[cell] += Math.round((overlap / SECOND) * party)
  }
}

/** What a zone's sensor counted in the period that began at `periodStart`. */
export function countsOf(sensors: Sensors, dayStart: SimTime, periodStart: SimTime, zone: number) {
  const cell = ((periodStart - dayStart) / SENSOR_PERIOD) * ZONES.length + zone
  return { people: sensors.people[cell], seconds: sensors.seconds[cell] }
}

/** Forgets the day. */
export function resetSensors({ people, seconds }: Sensors): void {
  people.fill(0)
  seconds.fill(0)
}
