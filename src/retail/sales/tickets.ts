import type { Config } from '../../config/schema.ts'
import type { StoreTypeEntry } from '../../dictionaries/types.ts'
import type { Draws } from '../../simulation/random.ts'
import { TRIPS } from '../fields.ts'
import { SEGMENTS } from '../master-data/types.ts'
import type { DepartmentShares } from './sales-parts.ts'
import { SEVERAL_AT_A_TIME } from './trip-mix.ts'

const MONTHS = 12
/** Units on a mean receipt for which store types give theirs. */
const USUAL_ITEMS = 8.2
/** Halvings of the search interval for a scale: enough for full precision. */
const MAX_HALVINGS = 60

/** How large baskets are. */
export interface Tickets {
  /** Number of lines that a shopper on this trip (place in `TRIPS`) wants, at least 1. */
  lines(draws: Draws, trip: number, month: number): number
  /** Units of one line of this department (place in `DEPARTMENTS`). */
  quantity(draws: Draws, department: number): number
  /** Mean units on a receipt. */
  readonly meanUnits: number
  /** Mean number of lines on this trip. */
  meanLines(trip: number, month: number): number
  /** Mean units of one line of this department. */
  meanQuantity(department: number): number
  /** Share of visits by segment: a segment that comes more often weighs more. By place in `SEGMENTS`; sum 1. */
  readonly segmentShares: readonly number[]
}

/** Baskets whose mean number of units is in every month the configured one, in the type's proportion to the usual one. */
export function makeTickets(config: Config, type: StoreTypeEntry, shares: DepartmentShares): Tickets {
  const { trip_lines: tripLines, quantity_weights: weights } = config.baskets
  const meanUnits = config.volume.items_per_ticket_mean * (type.itemsPerTicket / USUAL_ITEMS)
  const segmentShares = visitShares(config)
  const quantityMean = weights.reduce((total, weight, index) => total + weight * (index + 1), 0)
  const ranges = TRIPS.map((trip) => tripLines[trip])
  const tripShares = TRIPS.map((_, trip) =>
    SEGMENTS.reduce((total, segment, place) => total + segmentShares[place] * config.visits.trip_mix[segment][trip], 0),
  )
  const scales = Array.from({ length: MONTHS }, (_, month) => {
    const unitsPerLine = TRIPS.map((_trip, trip) => {
      const several = shares[trip][month].reduce(
        (total, share, place) => total + (SEVERAL_AT_A_TIME.has(place) ? share : 0),
        0,
      )
      return 1 + several * (quantityMean - 1)
    })
    const unitsAt = (scale: number) =>
      ranges.reduce((total, range, trip) => total + tripShares[trip] * unitsPerLine[trip] * meanLines(range, scale), 0)
    return solve(unitsAt, meanUnits)
  })

  return {
    segmentShares,
    meanUnits,
    meanLines: (trip, month) => meanLines(ranges[trip], scales[month - 1]),
    meanQuantity: (department) => (SEVERAL_AT_A_TIME.has(department) ? quantityMean : 1),
    lines(draws, trip, month) {
      const [low, high] = ranges[trip]
      const scaled = draws.between(low, high) * scales[month - 1]
      const whole = Math.floor(scaled)
      return Math.max(1, whole + (draws.unit() < scaled - whole ? 1 : 0))
    },
    quantity(draws, department) {
      if (!SEVERAL_AT_A_TIME.has(department)) return 1
      let left = draws.unit()
      const index = weights.findIndex((weight) => (left -= weight) < 0)
      return index < 0 ? 1 : index + 1
    },
  }
}

function visitShares({ segments, visits }: Config): number[] {
  const rates = SEGMENTS.map((segment) => segments.shares[segment] / visits.visit_gap_days[segment])
  const sum = rates.reduce((total, rate) => total + rate, 0)
  return rates.map((rate) => rate / sum)
}

/** Mean of max(1, n x scale) over whole n in the range: what rounding by chance keeps. */
function meanLines([low, high]: readonly [number, number], scale: number): number {
  let total = 0
  for (let n = low; n <= high; n++) total += Math.max(1, n * scale)
  return total / (high - low + 1)
}

/** The scale in 0..64 at which the increasing function reaches `target`; the end of the range when it cannot. */
function solve(unitsAt: (scale: number) => number, target: number): number {
  let low = 0
  let high = 64
  for (let halvings = 0; halvings < MAX_HALVINGS; halvings++) {
    const middle = (low + high) / 2
    if (unitsAt(middle) < target) low = middle
    else high = middle
  }
  return high
}
