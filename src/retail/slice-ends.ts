import { HOUR, MINUTE, type SimTime } from '../time/sim-time.ts'
import type { Company } from './company.ts'

/** Slices end at these instants. */
const STEP = 5 * MINUTE
/** Nothing is asked for that lies further ahead, however little happens. */
const LONGEST = 24 * HOUR
/** Measured on the presets `demo` and `default`: a visit with its pings, lines and stock movements; sensors of a store that is open. */
const EVENTS_PER_VISIT = 16
const EVENTS_PER_OPEN_HOUR = 50

/** Where the slice ends that begins at `from`; `until` cuts it short. */
export type SliceEnds = (from: SimTime, until: SimTime) => SimTime

/**
 * Slices of about `events` events. Their ends follow from the company and its curves, never from what has happened: so
 * everybody who simulates a share of the company knows them beforehand, however many there are.
 */
export function sliceEnds(company: Company, events: number): SliceEnds {
  const perStep = expectedPerStep(company)
  return (from, until) => {
    const latest = Math.min(until, from + LONGEST)
    let end = Math.floor(from / STEP) * STEP
    for (let expected = 0; end < latest && expected < events; end += STEP) expected += perStep(end)
    return Math.min(end, latest)
  }
}

/** About how many events a stretch of time brings. */
export function expectedEvents(company: Company, from: SimTime, until: SimTime): number {
  let events = 0
  for (let at = Math.floor(from / HOUR) * HOUR; at < until; at += HOUR) events += expectedInHour(company, at)
  return events
}

/** Events that a step brings, which begins at a time; the same within an hour. */
function expectedPerStep(company: Company): (at: SimTime) => number {
  let hour = Number.NaN
  let perStep = 0
  return (at) => {
    const now = Math.floor(at / HOUR)
    if (now === hour) return perStep
    hour = now
    perStep = (expectedInHour(company, now * HOUR) * STEP) / HOUR
    return perStep
  }
}

function expectedInHour({ master, storeZones, demand }: Company, at: SimTime): number {
  let expected = 0
  for (const { storeId } of master.stores) {
    const zone = storeZones[storeId]
    const visits = demand.visitsOfHour(storeId, zone.dayAt(at), zone.hourAt(at))
    if (visits > 0) expected += visits * EVENTS_PER_VISIT + EVENTS_PER_OPEN_HOUR
  }
  return expected
}
