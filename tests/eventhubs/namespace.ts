import type { Connection } from 'rhea'
import type { Faults } from './faults.ts'
import type { Partition } from './hub.ts'
import type { SharedKey } from './sas.ts'

/** What the handlers of links share. */
export interface Namespace {
  readonly hub: string
  readonly partitions: readonly Partition[]
  readonly faults: Faults
  readonly sharedKey: SharedKey
  /** Audiences that a connection may use. */
  readonly claims: Map<Connection, Set<string>>
  readonly mayPass: (events: number) => boolean
}

/** Breaks a connection off, as a network does. */
export function destroy(connection: Connection): void {
  ;(connection as unknown as { readonly socket: { destroy(): void } }).socket.destroy()
}
