/** Rows of one table that the log tells. */
export interface ToldRows {
  readonly table: string
  /** In the binary form of COPY; each begins with `event_ts`, `event_date` and `trace_id`. */
  readonly data: Uint8Array
}

/** What the log says of the fact tables. */
export interface ToldFacts {
  /** Columns of every fact table, in the order of the rows' values. */
  readonly tables: ReadonlyMap<string, readonly string[]>
  /** Tells all rows of all tables, from the beginning of the log. */
  rows(): AsyncIterable<ToldRows>
}
