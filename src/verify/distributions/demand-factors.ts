import type { ClientBase } from 'pg'
import type { DayNumber } from '../../time/business-date.ts'
import { timeZone } from '../../time/time-zone.ts'

/** A store's hours, and the weights of the curve of the day that its visits follow. */
export interface StoreHours {
  readonly store_id: number
  readonly time_zone: string
  readonly opens_at: number
  readonly closes_at: number
}

/** What commands multiply the visits of a store and business day by, in the mean over its open hours; 1 for nothing. */
export type DemandFactors = (store: StoreHours, day: DayNumber, weights: readonly number[]) => number

interface Factor {
  readonly store_id: number
  readonly factor: number
  readonly from: number
  readonly until: number
}

const FACTORS = `
  SELECT store_id, factor, extract(epoch FROM starts_at)::float8 * 1000 AS "from",
         extract(epoch FROM ends_at)::float8 * 1000 AS until
    FROM demand_factors`

/** Reads what commands did to demand. */
export async function readDemandFactors(client: ClientBase): Promise<DemandFactors> {
  const { rows } = await client.query<Factor>(FACTORS)
  const byStore = Map.groupBy(rows, ({ store_id }) => store_id)
  return (store, day, weights) => {
    const factors = byStore.get(store.store_id)
    return factors === undefined ? 1 : meanFactor(factors, store, hourStarts(store, day), weights)
  }
}

function hourStarts({ time_zone, opens_at, closes_at }: StoreHours, day: DayNumber): readonly number[] {
  const zone = timeZone(time_zone)
  return Array.from({ length: closes_at - opens_at }, (_, index) => zone.localHourStart(day, opens_at + index))
}

function meanFactor(
  factors: readonly Factor[],
  { opens_at }: StoreHours,
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
