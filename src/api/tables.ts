/** A table that users see: a dimension, a fact, or a table of ground truth. */
export type TableKind = 'master' | 'facts'

/** Rows of a table, or of a query: values as JSON has them. */
export interface Rows {
  readonly columns: readonly string[]
  readonly rows: readonly Readonly<Record<string, unknown>>[]
}

/** What is asked of a preview. */
export interface PreviewOptions {
  readonly limit: number
  /** Rows to pass over. */
  readonly offset: number
  /** Newest first where the table has a time. */
  readonly newestFirst: boolean
}

/** What a table holds, in figures. */
export interface TableSummary {
  readonly rows: number
  /** False for the server's estimate of a large table. */
  readonly exact: boolean
  readonly bytes: number
  /** First and last event time, ISO 8601; null for tables without one and for empty ones. */
  readonly first: string | null
  readonly last: string | null
}

/** A query that is wrong, or was ended by its limits: the text says why. */
export class QueryRefused extends Error {
  override readonly name = 'QueryRefused'
  readonly reason: 'wrong' | 'took too long'
  constructor(message: string, reason: QueryRefused['reason'] = 'wrong') {
    super(message)
    this.reason = reason
  }
}

/** The tables do not answer at the moment. */
export class TablesAway extends Error {
  override readonly name = 'TablesAway'
}

/** There is no table of this name. */
export class NoSuchTable extends Error {
  override readonly name = 'NoSuchTable'
}

/** What a query may cost. */
export interface QueryLimits {
  readonly rows: number
  readonly ms: number
}

/** A disruption that has started and not ended. */
export interface RunningDisruption {
  readonly id: string
  readonly type: string
  readonly dcId: number
  readonly targetType: string
  readonly targetId: number
  readonly severity: number
  readonly effect: string
  readonly cause: string
  /** Simulated instants, ISO 8601. */
  readonly startedAt: string
  readonly expectedEnd: string
  /** Truck moves that it has delayed. */
  readonly delays: number
}

/** The tables. Each question may fail with TablesAway. */
export interface Tables {
  /** Milliseconds until they answer. */
  ping(): Promise<number>
  /** Names by kind, in the order of the alphabet. */
  names(kind: TableKind): Promise<readonly string[]>
  /** Rows of every table. */
  counts(): Promise<Readonly<Record<string, number>>>
  /** @throws NoSuchTable */
  preview(table: string, options: PreviewOptions): Promise<Rows>
  /** @throws NoSuchTable */
  summary(table: string): Promise<TableSummary>
  /** The newest first. */
  disruptions(): Promise<readonly RunningDisruption[]>
  /** Answers one statement under a role that can only read. @throws QueryRefused */
  query(sql: string, limits: QueryLimits, signal: AbortSignal): Promise<Rows & { readonly truncated: boolean }>
}
