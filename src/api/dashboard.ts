/** A row of a view: values as JSON has them. */
export type ViewRow = Readonly<Record<string, unknown>>

/** A stretch of simulated time, ISO 8601. */
export interface Stretch {
  readonly from: string
  readonly to: string
}

/** A figure that a disruption moves, while it lasts and a week before. */
export interface DisruptionFigure {
  readonly name: string
  readonly label: string
  readonly unit: 'count' | 'units' | 'minutes'
  /** Null where there is nothing to take an average of. */
  readonly during: number | null
  readonly before: number | null
}

/** What a disruption moves in its region. */
export interface DisruptionFigures {
  readonly during: Stretch
  /** The same stretch a week before; null when history begins later. */
  readonly before: Stretch | null
  readonly figures: readonly DisruptionFigure[]
}

/** What the dashboard shows of the tables, as they are at the newest simulated instant that they hold. */
export interface Dashboard {
  /** Stores and DCs with where they are, and the departments that stores have. */
  places(): Promise<{
    readonly stores: readonly ViewRow[]
    readonly dcs: readonly ViewRow[]
    readonly departments: readonly string[]
  }>
  /** A business day (YYYY-MM-DD) of the company, or of a store, hour by hour in UTC. */
  hours(date: string, store: number | null): Promise<readonly ViewRow[]>
  /**
   * The figures of the company on a business day (YYYY-MM-DD), a row per quarter of an hour (UTC) from its first local midnight to
   * its last: of what happened before. `people` and `visits` are null where visits that have not ended would count.
   */
  course(date: string): Promise<readonly ViewRow[]>
  store(id: number): Promise<{
    /** People seen in the newest quarter of an hour. */
    readonly zones: readonly ViewRow[]
    readonly receipts: readonly ViewRow[]
    /** What runs out first. */
    readonly shelves: readonly ViewRow[]
  }>
  supply(): Promise<{
    readonly shipments: readonly ViewRow[]
    readonly stock: readonly ViewRow[]
    readonly dwell: readonly ViewRow[]
  }>
  /** A shipment: its steps, the oldest first, and what it carries; no steps for one that is not there. */
  shipment(id: string): Promise<{ readonly steps: readonly ViewRow[]; readonly load: readonly ViewRow[] }>
  /** Undefined for one that is not there. */
  disruption(id: string): Promise<DisruptionFigures | undefined>
  /** The last days, by channel, and the campaigns around them. */
  marketing(days: number): Promise<{ readonly channels: readonly ViewRow[]; readonly campaigns: readonly ViewRow[] }>
}
