import { createHash, randomUUID } from 'node:crypto'
import type { WorldConfig } from './config/world.ts'
import type { EventStore } from './event-store/port.ts'
import type { Recorder } from './event-store/recorder.ts'
import type { Command, Entry } from './retail/commands/command.ts'

/** The bookkeeping stream of a log. */
export const RUN_STREAM = 'run-1'

/** What a log says about the company that it tells of: the data of `simulation_started`. */
export interface RunStarted {
  /** Made up once per log: tables and snapshots are bound to it. */
  readonly log_id: string
  readonly model_version: number
  /** The keys that shape the world. */
  readonly config: WorldConfig
  readonly config_digest: string
  readonly dictionary_digest: string
  /** SHA-256 over the local days of the company's time zones: engines bring time zone data of their own. */
  readonly time_zone_digest: string
  /** First business day, `YYYY-MM-DD`. */
  readonly start_date: string
  /** The first business day that the first call was not asked for, `YYYY-MM-DD`. */
  readonly end_date: string
  readonly program_version: string
  /** Wall time. */
  readonly started_at: string
  /** The `log_id` of the log that this one was copied from, or that one's origin; absent in an original. */
  readonly copied_from?: string
}

/** How far a run was asked to go: the data of `simulation_extended`. */
export interface RunExtended {
  /** The first business day that is not simulated, `YYYY-MM-DD`. */
  readonly end_date: string
  /** Wall time. */
  readonly asked_at: string
}

/** What somebody asked of the company while it ran: the data of `command_requested`. It comes before its effect. */
export interface CommandRequested {
  readonly id: string
  readonly number: number
  readonly entry: Entry
  /** Simulated instants, milliseconds since the Unix epoch; null for good. */
  readonly effective_at: number
  readonly ends_at: number | null
  /** What whoever asked named the request, to ask again without it happening again; absent where nothing was named. */
  readonly idempotency_key?: string
}

/** What the bookkeeping says. */
export interface RunHistory {
  readonly started: RunStarted | undefined
  /** The first business day that no call was asked for, `YYYY-MM-DD`. */
  readonly endDate: string | undefined
  /** In the order in which they were asked for. */
  readonly commands: readonly CommandRequested[]
}

/** Reads the bookkeeping stream. */
export async function readRunHistory(store: EventStore): Promise<RunHistory> {
  let started: RunStarted | undefined
  let endDate: string | undefined
  const commands: CommandRequested[] = []
  for await (const { type, data } of store.readStream(RUN_STREAM)) {
    if (type === 'simulation_started') started = data as RunStarted
    if (type === 'simulation_started' || type === 'simulation_extended') endDate = (data as RunExtended).end_date
    if (type === 'command_requested') commands.push(data as CommandRequested)
  }
  return { started, endDate, commands }
}

/** Begins the history of a log. */
export async function noteStart(
  recorder: Recorder,
  started: Omit<RunStarted, 'log_id' | 'config_digest'>,
): Promise<RunStarted> {
  const config_digest = createHash('sha256').update(JSON.stringify(started.config)).digest('hex')
  const data: RunStarted = { log_id: randomUUID(), config_digest, ...started }
  await recorder.note('simulation_started', data)
  return data
}

/** Notes how far the simulation shall go, before it goes. */
export async function noteExtension(recorder: Recorder, extended: RunExtended): Promise<void> {
  await recorder.note('simulation_extended', extended)
}

/** What the log shall hold of a command, and of the key of its request. */
export function commandRequested(
  { id, number, entry, effectiveAt, endsAt }: Command,
  key: string | undefined,
): CommandRequested {
  const named = key === undefined ? {} : { idempotency_key: key }
  return { id, number, entry, effective_at: effectiveAt, ends_at: endsAt, ...named }
}

/** Notes a command, before it takes effect. */
export async function noteCommand(recorder: Recorder, requested: CommandRequested): Promise<void> {
  await recorder.note('command_requested', requested)
}
