import type { CommandDesk } from '../../command-desk.ts'
import type { ResolvedConfig } from '../../config/resolve.ts'
import { openRunStream } from '../../event-store/run-stream.ts'
import { type CommandRequested, RUN_STREAM } from '../../run-history.ts'
import type { SimTime } from '../../time/sim-time.ts'
import type { CommandContext } from '../command.ts'
import { withLogAt } from '../event-log.ts'
import { openExistingLog } from '../open-log.ts'
import { UsageError } from '../usage-error.ts'

/** A log whose company shall be simulated again, with everything that was asked of it. */
export interface CommandSource {
  /** The configuration with the world of that log. */
  readonly resolved: ResolvedConfig
  readonly commands: readonly CommandRequested[]
  /** Where that log ends. */
  readonly end: SimTime | undefined
}

/**
 * What the log in a data directory, or on a server, was asked for while it ran.
 * @throws UsageError when there is none, or when a key that shapes the world is set to something else than that log's.
 */
export async function commandsOf(
  context: CommandContext,
  resolved: ResolvedConfig,
  place: string,
): Promise<CommandSource> {
  const { config } = resolved
  const there = withLogAt(config, place, context.host.cwd)
  await using log = await openExistingLog({ ...resolved, config: there }, context)
  const { config: world, ...rest } = log.resolved
  const { lastSlice } = await openRunStream(log.store, RUN_STREAM)
  return {
    resolved: { ...rest, config: { ...world, paths: config.paths, event_store: config.event_store } },
    commands: log.history.commands,
    end: lastSlice?.to,
  }
}

/** What a log holds of the commands of another one, and where it ends. */
export interface Adoption {
  readonly known: readonly CommandRequested[]
  readonly from: SimTime
  readonly wanted: readonly CommandRequested[]
}

/** Insists that the log can take over what it does not hold yet. @throws UsageError */
export function checkAdoption({ known, from, wanted }: Adoption): void {
  const differs = known.findIndex((command, index) => withoutKey(command) !== withoutKey(wanted[index]))
  const late = missing({ known, wanted }).find(({ effective_at }) => effective_at < from)
  if (differs === -1 && late === undefined) return
  const what =
    differs === -1
      ? `this one went on without ${late?.id}`
      : `this log has ${known[differs]?.id}, the other one has not`
  throw new UsageError([`--from-commands: ${what}; name another directory with --data to begin a new one`])
}

/** Takes over what the log does not hold yet. */
export async function adoptCommands(desk: CommandDesk, adoption: Adoption): Promise<void> {
  for (const requested of missing(adoption)) await desk.adopt(requested)
}

/** Under which key it was asked for changes nothing that happens. */
function withoutKey(requested: CommandRequested | undefined): string {
  return JSON.stringify({ ...requested, idempotency_key: undefined })
}

function missing({ known, wanted }: Pick<Adoption, 'known' | 'wanted'>): readonly CommandRequested[] {
  return wanted.slice(known.length)
}
