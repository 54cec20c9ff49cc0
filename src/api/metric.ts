/** A value, or one per label. */
export type Reading = number | ReadonlyMap<string, number>
/** Looks when somebody asks. */
export type Read = () => Reading | Promise<Reading>

/** What a figure is. */
export interface Added {
  readonly kind: 'counter' | 'gauge'
  readonly help: string
  readonly label?: string
  readonly read: Read
}

/** Adds a figure under its name. */
export type Add = (name: string, added: Added) => void
