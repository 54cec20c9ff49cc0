import type { Config } from '../../config/schema.ts'
import type { Figure, LawTitle } from '../report.ts'

/** One row of aggregates; counts and sums are numbers. */
export type Aggregates = Readonly<Record<string, number | string | boolean>>

/** A law that compares what happened with what the configuration asks for. */
export interface Distribution extends LawTitle {
  /** Aggregates the tables; every count and sum is cast to float8. */
  readonly sql: string | ((config: Config) => string)
  /** How many observations the figures rest on, and the figures; none when there was nothing to observe. */
  measure(rows: readonly Aggregates[], config: Config): Measured
}

/** What was measured. */
export interface Measured {
  readonly observations: number
  readonly figures: readonly Figure[]
}

/** The sum of a column over some rows. */
export function sumOf(rows: readonly Aggregates[], column: string): number {
  return rows.reduce((total, row) => total + Number(row[column] ?? 0), 0)
}
