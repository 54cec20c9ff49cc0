/** A row of a view: values as JSON has them. */
export type ViewRow = Readonly<Record<string, unknown>>

/** What the dashboard shows of the tables, as they are at the newest simulated instant that they hold. */
export interface Dashboard {
  /** Stores and DCs with where they are. */
  places(): Promise<{ readonly stores: readonly ViewRow[]; readonly dcs: readonly ViewRow[] }>
  /** A business day (YYYY-MM-DD) of the company, or of a store, hour by hour in UTC. */
  hours(date: string, store: number | null): Promise<readonly ViewRow[]>
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
  /** The last days, by channel, and the campaigns around them. */
  marketing(days: number): Promise<{ readonly channels: readonly ViewRow[]; readonly campaigns: readonly ViewRow[] }>
}
