import { readdir } from 'node:fs/promises'
import path from 'node:path'
import type { CommandContext, Subcommand } from '../command.ts'
import { requireDataDirectory } from '../data-directory.ts'
import { logPlace } from '../event-log.ts'
import { EXIT, type ExitCode } from '../exit-codes.ts'
import { UsageError } from '../usage-error.ts'

export const command: Subcommand = {
  name: 'clear',
  summary: 'Deletes the data: event log, embedded database, snapshots',
  flags: [{ name: 'yes', kind: { is: 'switch' }, description: 'Deletes without asking for the name of the directory' }],
  examples: [
    ['tillstream clear', 'asks for the name of the data directory, then deletes what Tillstream keeps there'],
    ['tillstream clear --data /tmp/try --yes', 'deletes that directory without asking'],
  ],
  run,
}

async function run(context: CommandContext): Promise<ExitCode> {
  const { config } = await context.config()
  const folder = config.paths.data
  requireDataDirectory(folder)
  if (config.event_store.url !== null) await refuseOtherLog(folder)
  await confirm(context, folder)
  const { clearData } = await import('../clear-data.ts')
  const { deleted, left } = await clearData(folder)
  const rest = left.length === 0 ? '' : `\nLeft alone, because Tillstream did not make it: ${left.join(', ')}`
  const log = config.event_store.url === null ? '' : `\nThe log at ${logPlace(config)} was left as it is.`
  context.result({ cleared: folder, deleted, left }, `Cleared ${folder}.${rest}${log}`)
  return EXIT.done
}

/** The log in use is on a server, and stays there: one that lies here would be lost without a word. */
async function refuseOtherLog(folder: string): Promise<void> {
  if (!(await readdir(folder)).includes('events.sqlite')) return
  throw new UsageError([
    `clear: ${folder} holds an event log of its own, which is not the one in use (EVENTSTORE_URL): unset that to delete it`,
  ])
}

async function confirm({ flags, ask }: CommandContext, folder: string): Promise<void> {
  if (flags.yes === true) return
  const name = path.basename(folder)
  const answer = await ask(`This deletes the data in ${folder} for good. Type ${name} to go on: `)
  if (answer === undefined) throw new UsageError([`clear: nobody can confirm here; give --yes to delete ${folder}`])
  if (answer.trim() !== name)
    throw new UsageError([`clear: got "${answer.trim()}", needed: ${name}; nothing was deleted`])
}
