import { HOUR, MINUTE, type SimTime } from '../time/sim-time.ts'
import { expectedInHour as expectedVisits, scenarioFactors } from './commands/demand-factors.ts'
import type { Company } from './company.ts'
import { type OrderHour, ordersOfHour } from './online/volume.ts'

/** Slices end at these instants. */
const STEP = 5 * MINUTE
/** Nothing is asked for that lies further ahead, however little happens. */
const LONGEST = 24 * HOUR
/** Measured on the presets `demo` and `default`: a visit with its pings, lines and stock movements; sensors of a store that is open. */
const EVENTS_PER_VISIT = 16
const EVENTS_PER_OPEN_HOUR = 50
/** An order with its payment, its way and its stock movements; an impression with the visits that few of them cause. */
const EVENTS_PER_ORDER = 10
const EVENTS_PER_IMPRESSION = 1.5

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

/** Whether a stretch of time is expected to bring so many events. */
export function expectsEvents(company: Company, events: number, [from, until]: readonly [SimTime, SimTime]): boolean {
  const inHour = expectedInHour(company)
  let expected = 0
  for (let at = Math.floor(from / HOUR) * HOUR; at < until && expected < events; at += HOUR) expected += inHour(at)
  return expected >= events
}

/** Events that a step brings, which begins at a time; the same within an hour. */
function expectedPerStep(company: Company): (at: SimTime) => number {
  const inHour = expectedInHour(company)
  let hour = Number.NaN
  let perStep = 0
  return (at) => {
    const now = Math.floor(at / HOUR)
    if (now === hour) return perStep
    hour = now
    perStep = (inHour(now * HOUR) * STEP) / HOUR
    return perStep
  }
}

/** Events that an hour brings, which begins at a time: those of stores, web shops and campaigns, as scenarios change them. */
function expectedInHour(company: Company): (at: SimTime) => number {
  const factors = scenarioFactors(company)
  return (at) => {
    let expected = 0
    for (const { storeId } of company.master.stores) {
      const zone = company.storeZones[storeId]
      const hour = { storeId, day: zone.dayAt(at), hour: zone.hourAt(at) }
      const visits = expectedVisits(company, factors, hour)
      if (visits > 0) expected += visits * EVENTS_PER_VISIT + EVENTS_PER_OPEN_HOUR
    }
    for (const { dcId } of company.master.distributionCenters) {
      const zone = company.dcZones[dcId]
      const hour = { dcId, day: zone.dayAt(at), hour: zone.hourAt(at) }
      expected += ordersOfHour(company, factors, hour) * EVENTS_PER_ORDER
      expected += impressionsInHour(company, hour) * EVENTS_PER_IMPRESSION
    }
    return expected
  }
}

function impressionsInHour({ config, campaigns, customersOfDc }: Company, { dcId, day, hour }: OrderHour): number {
  const { hour_weights: weights } = config.marketing
  const share = weights[hour] / weights.reduce((sum, weight) => sum + weight, 0)
  return campaigns.impressionsPerCustomer(day) * customersOfDc[dcId].length * share
}
