/** Rows of one table that the log tells, as complete binary COPY data. */
export interface ToldRows {
  readonly table: string
  /** In the order of the rows' values; they begin with `event_ts`, `event_date` and `trace_id`. */
  readonly columns: readonly string[]
  /** Free to be used again once the next rows are asked for. */
  readonly chunks: readonly Buffer[]
}

/** What the log says of the fact tables. */
export interface ToldFacts {
  /** Columns of every fact table, in the order of the rows' values. */
  readonly tables: ReadonlyMap<string, readonly string[]>
  /** Tells all rows of all tables, from the beginning of the log. */
  rows(): AsyncIterable<ToldRows>
}
