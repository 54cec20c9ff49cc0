import type { Config } from '../config/schema.ts'
import type { Dictionaries } from '../dictionaries/types.ts'
import type { PackedStreams } from '../event-store/packed-streams.ts'
import type { TableRows } from '../projection/table-writer.ts'
import type { SimulationState } from '../retail/company-simulation.ts'
import type { Command } from '../retail/commands/command.ts'
import type { MasterData } from '../retail/master-data/types.ts'
import type { Share } from '../retail/share.ts'
import type { DrawKey } from '../simulation/random.ts'
import type { SimTime } from '../time/sim-time.ts'
import type { ZoneTransitions } from '../time/zone-transitions.ts'

/** What a worker begins with: plain data, copied to its thread. */
export interface ShareStart {
  readonly config: Config
  readonly dictionaries: Dictionaries
  readonly master: MasterData
  readonly root: DrawKey
  readonly share: Share
  /** The company as it stands; absent before its first day. */
  readonly state: SimulationState | undefined
  /** The instant from which slices are asked for. */
  readonly from: SimTime
  /** Names of event types by the code that the log has for them. */
  readonly typeNames: readonly string[]
  /** Of time zones, by name: they take longer to build than to copy. */
  readonly zoneTables: ReadonlyMap<string, ZoneTransitions>
}

/** Which slice is wanted. */
export interface SliceOrder {
  readonly to: SimTime
  /** What somebody outside asks for that takes effect in it. */
  readonly commands: readonly Command[]
}

/** What a worker is asked for, one after the other. */
export type Request =
  /** The slice up to, not including, this instant; buffers of earlier ones come back with it. */
  | ({ readonly kind: 'simulate'; readonly spare: readonly ArrayBuffer[] } & SliceOrder)
  /** The state at the end of the slice before. */
  | { readonly kind: 'save' }

/** What happened in a share during a slice, ready for the log and for the tables. Its buffers move between threads. */
export interface ShareSlice {
  readonly log: PackedStreams
  readonly tables: readonly TableRows[]
  /** How many events of each type. */
  readonly types: ReadonlyMap<string, number>
  /** The buffers in which `log` and `tables` lie. */
  readonly buffers: { readonly log: ArrayBuffer; readonly tables: ArrayBuffer }
  /** What it took to simulate, wall milliseconds. */
  readonly ms: number
}

/** The answers, in the order of the requests; a worker that fails says why and ends. */
export type Reply =
  | { readonly kind: 'slice'; readonly slice: ShareSlice }
  | { readonly kind: 'state'; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'failed'; readonly error: unknown }
