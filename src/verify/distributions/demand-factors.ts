import type { ClientBase } from 'pg'
import type { DayNumber } from '../../time/business-date.ts'
import { timeZone } from '../../time/time-zone.ts'

/** Who has customers: a store, or the web shop of a region. */
export type DemandPlace = 'store' | 'region'

/** The hours in which a place (a store, or a DC's web shop) has customers. */
export interface PlaceHours {
  /** Id of the store or DC. */
  readonly place: number
  readonly time_zone: string
  readonly opens_at: number
  readonly closes_at: number
}

/** What commands multiply the customers of a place and business day by: the mean over its hours, by their weights; 1 for nothing. */
export type DemandFactors = (hours: PlaceHours, day: DayNumber, weights: readonly number[]) => number

interface Factor {
  readonly place: number
  readonly factor: number
  readonly from: number
  readonly until: number
}

const SOURCES = {
  store: { view: 'demand_factors', id: 'store_id' },
  region: { view: 'region_demand_factors', id: 'dc_id' },
} as const

/** Reads what commands did to the demand of stores, or of regions in the web shop. */
export async function readDemandFactors(client: ClientBase, of: DemandPlace): Promise<DemandFactors> {
  const { view, id } = SOURCES[of]
  const { rows } = await client.query<Factor>(`
    SELECT ${id} AS place, factor, extract(epoch FROM starts_at)::float8 * 1000 AS "from",
           extract(epoch FROM ends_at)::float8 * 1000 AS until
      FROM ${view}`)
  const byPlace = Map.groupBy(rows, ({ place }) => place)
  return (hours, day, weights) => {
    const factors = byPlace.get(hours.place)
    return factors === undefined ? 1 : meanFactor(factors, hours, hourStarts(hours, day), weights)
  }
}

function hourStarts({ time_zone, opens_at, closes_at }: PlaceHours, day: DayNumber): readonly number[] {
  const zone = timeZone(time_zone)
  return Array.from({ length: closes_at - opens_at }, (_, index) => zone.localHourStart(day, opens_at + index))
}

function meanFactor(
  factors: readonly Factor[],
  { opens_at }: PlaceHours,
  starts: readonly number[],
  weights: readonly number[],
): number {
  let [weighted, total] = [0, 0]
  for (const [index, start] of starts.entries()) {
    const weight = weights[opens_at + index] ?? 0
    const holding = factors.filter(({ from, until }) => from <= start && start < until)
    weighted += weight * holding.reduce((product, { factor }) => product * factor, 1)
    total += weight
  }
  return total === 0 ? 1 : weighted / total
}
