import type { CommandContext } from '../command.ts'
import { UsageError } from '../usage-error.ts'

/** The id of a replay, if there is one. @throws UsageError for one that could be mistaken for something else. */
export function checkedReplayId(given: CommandContext['flags'][string]): string | undefined {
  if (given === undefined) return undefined
  const id = String(given)
  if (/^[\w.-]{1,64}$/.test(id)) return id
  throw new UsageError([`--replay-id: got ${JSON.stringify(given)}, allowed: 1 to 64 letters, digits, ".", "_" or "-"`])
}
