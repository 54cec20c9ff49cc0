import type { Config } from '../../config/schema.ts'
import type { StoreTypeEntry } from '../../dictionaries/types.ts'
import { dayNumberOf, seasonOf } from '../../time/business-date.ts'
import { TRIPS } from '../fields.ts'
import { SEGMENTS } from '../master-data/types.ts'
import type { DepartmentShares } from './sales-parts.ts'
import type { Tickets } from './tickets.ts'

/** Lines on a mean receipt of the year, by [segment][department]: places in `SEGMENTS` and `DEPARTMENTS`. */
export type LineMix = readonly (readonly number[])[]

/** Averages over trips, and over months by how many people come in each. */
export function lineMix(config: Config, type: StoreTypeEntry, shares: DepartmentShares, tickets: Tickets): LineMix {
  const months = monthShares(config, type)
  return SEGMENTS.map((segment, place) => {
    const lines = shares[0][0].map(() => 0)
    for (const [trip] of TRIPS.entries()) {
      for (const [month, share] of months.entries()) {
        const visits = tickets.segmentShares[place] * config.visits.trip_mix[segment][trip] * share
        const mean = visits * tickets.meanLines(trip, month + 1)
        for (let department = 0; department < lines.length; department++) {
          lines[department] += mean * shares[trip][month][department]
        }
      }
    }
    return lines
  })
}

/** Share of the year's visits by month: sum 1. */
function monthShares({ demand }: Config, { months }: StoreTypeEntry): number[] {
  const weights = months.map((factor, month) => {
    const middle = dayNumberOf(`2024-${String(month + 1).padStart(2, '0')}-15`)
    return factor * demand.season_factors[seasonOf(middle)]
  })
  const sum = weights.reduce((total, weight) => total + weight, 0)
  return weights.map((weight) => weight / sum)
}
