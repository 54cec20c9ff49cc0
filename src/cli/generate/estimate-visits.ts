import type { Config } from '../../config/schema.ts'
import { expectedInHour, expectedOnDay, scenarioFactors } from '../../retail/commands/demand-factors.ts'
import type { Company } from '../../retail/company.ts'
import { SEGMENTS } from '../../retail/master-data/types.ts'
import type { DayNumber } from '../../time/business-date.ts'

/** What visitors of a stretch of history do. */
export interface VisitEstimate {
  readonly visits: number
  /** Of these, those by known customers. */
  readonly known: number
  /** Store days with open doors. */
  readonly openDays: number
  readonly receipts: number
  readonly lines: number
  readonly units: number
  readonly payments: number
  readonly zoneChanges: number
  readonly pings: number
  /** Zones that saw anybody, by quarter of an hour. */
  readonly zonePeriods: number
}

/*
 * What the configuration does not say was measured once on a day of the default company (36,000 visits); two weeks of demo
 * agree within 3 %.
 */
/** Zones that a visit with and without a purchase walks through, door and way out included. */
const ZONES_WITH_PURCHASE = 6.67
const ZONES_WITHOUT = 3.87
/** Share of lines of goods that are taken several at a time, after the same product twice has become one line. */
const LINES_OF_SEVERAL = 0.74
/** Mean length of a visit: part of the way from the least to the most that is configured. */
const DURATION_PART = 0.484
/** Pings beyond those on entering, walking on and paying, in parts of what the interval alone would give. */
const PINGS_BY_TIME = 0.764
/** Known customers come a little later than they are due, since doors are closed at night. */
const PUNCTUALITY = 0.96
/** Quarters of an hour in which a visit is seen in each zone: ENTRANCE, EXIT, CHECKOUT, then the departments. */
const PERIODS_SEEN = [1.084, 1.042, 0.482, 0.754, 0.505, 0.416, 0.396, 0.388, 0.376, 0.366, 0.334, 0.33, 0.318]

/** What visitors do from the business day `from` to the one before `end`, those apart whom ads bring. */
export function estimateVisits(company: Company, from: DayNumber, end: DayNumber): VisitEstimate {
  const { config } = company
  const { visits, openDays, zonePeriods, ticketUnits } = countVisits(company, from, end)
  const receipts = visits * config.visits.purchase_rate
  const units = ticketUnits * config.visits.purchase_rate
  const known = knownVisits(config, visits, end - from)
  const tracked = known + (visits - known) * config.visits.unknown_tracked_share
  const zones = config.visits.purchase_rate * ZONES_WITH_PURCHASE + (1 - config.visits.purchase_rate) * ZONES_WITHOUT
  const pings = zones + config.visits.purchase_rate + pingsByTime(config)
  return {
    visits,
    known,
    openDays,
    receipts,
    lines: units / unitsPerLine(config),
    units,
    payments: receipts * (1 + declineRate(config)),
    zoneChanges: tracked * (zones - 1),
    pings: tracked * pings,
    zonePeriods,
  }
}

/** The estimate with so many visits more that ads cause: by known customers, who buy more often, and more. */
export function withMore(config: Config, seen: VisitEstimate, visits: number): VisitEstimate {
  const { visit_purchase_rate: purchaseRate, visit_items: items } = config.marketing
  const zones = purchaseRate * ZONES_WITH_PURCHASE + (1 - purchaseRate) * ZONES_WITHOUT
  const receipts = visits * purchaseRate
  const units = receipts * (seen.units / Math.max(1, seen.receipts)) * items
  return {
    ...seen,
    visits: seen.visits + visits,
    known: seen.known + visits,
    receipts: seen.receipts + receipts,
    lines: seen.lines + units / unitsPerLine(config),
    units: seen.units + units,
    payments: seen.payments + receipts * (1 + declineRate(config)),
    zoneChanges: seen.zoneChanges + visits * (zones - 1),
    pings: seen.pings + visits * (zones + purchaseRate + pingsByTime(config) * config.marketing.visit_dwell),
  }
}

function countVisits(company: Company, from: DayNumber, end: DayNumber) {
  const factors = scenarioFactors(company)
  let visits = 0
  let openDays = 0
  let zonePeriods = 0
  let ticketUnits = 0
  for (const { storeId, opensAt, closesAt } of company.master.stores) {
    for (let day = from; day < end; day++) {
      const expected = expectedOnDay(company, factors, storeId, day)
      visits += expected
      ticketUnits += expected * company.ticketsOf(storeId).meanUnits
      if (expected === 0) continue
      openDays++
      for (let hour = opensAt; hour < closesAt; hour++) {
        zonePeriods += 4 * zonesSeen(expectedInHour(company, factors, { storeId, day, hour }) / 4)
      }
    }
  }
  return { visits, openDays, zonePeriods, ticketUnits }
}

/** Expected number of zones that see anybody when so many visits on average come in a period (Poisson). */
function zonesSeen(visits: number): number {
  return PERIODS_SEEN.reduce((sum, periods) => sum + 1 - Math.exp(-visits * periods), 0)
}

/** Known customers come no more often than they need to. */
function knownVisits({ volume, visits: config, segments }: Config, visits: number, days: number): number {
  const perDay = SEGMENTS.reduce((sum, name) => sum + segments.shares[name] / config.visit_gap_days[name], 0)
  const due = PUNCTUALITY * volume.total_customers * perDay * days
  return Math.min(config.known_share * visits, due)
}

function pingsByTime({ visits: { duration_minutes: duration, ping_interval_seconds: interval } }: Config): number {
  const seconds = 60 * (duration.min + DURATION_PART * (duration.max - duration.min))
  return (PINGS_BY_TIME * seconds) / ((interval.min + interval.max) / 2)
}

function unitsPerLine({ baskets }: Config): number {
  const mean = baskets.quantity_weights.reduce((sum, weight, index) => sum + weight * (index + 1), 0)
  return 1 + LINES_OF_SEVERAL * (mean - 1)
}

function declineRate({ payments }: Config): number {
  const tenders = Object.entries(payments.tender_mix) as Array<[keyof typeof payments.tender_mix, number]>
  return tenders.reduce((sum, [name, share]) => sum + share * payments.decline_rate * payments.decline_factors[name], 0)
}
