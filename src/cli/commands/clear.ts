import { readdir, rm, rmdir } from 'node:fs/promises'
import path from 'node:path'
import type { CommandContext, Subcommand } from '../command.ts'
import { isOwnContent, MARKER, requireDataDirectory } from '../data-directory.ts'
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
  const { deleted, left } = await clear(folder)
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

/** What was deleted, and what is not Tillstream's. */
interface Cleared {
  readonly deleted: readonly string[]
  readonly left: readonly string[]
}

async function clear(folder: string): Promise<Cleared> {
  const { acquireWriter } = await import('../writer-lock.ts')
  const writer = acquireWriter(folder)
  try {
    await stopDatabase(folder)
    return await removeContent(folder)
  } finally {
    writer[Symbol.dispose]()
    // A directory that is a mount point, or lies where nothing may be removed, stays as an empty one.
    if ((await readdir(folder)).length === 0) await rmdir(folder).catch(() => {})
  }
}

async function stopDatabase(folder: string): Promise<void> {
  const { stopAbandonedPostgres } = await import('../../database/embedded-postgres.ts')
  if (await stopAbandonedPostgres(folder)) return
  throw new UsageError([`clear: the database in ${folder} is in use by another process; stop that first`])
}

/** The marker goes after the data, so that an interrupted clearing can be repeated; the lock goes last. */
async function removeContent(folder: string): Promise<Cleared> {
  const names = await readdir(folder)
  const own = names.filter((name) => isOwnContent(name))
  const last = own.filter((name) => name === MARKER || name.startsWith('writer.'))
  const deleted = own.filter((name) => !last.includes(name))
  for (const name of [...deleted, MARKER]) await rm(path.join(folder, name), { recursive: true, force: true })
  // Windows does not delete a file that is open; the empty lock file does no harm.
  for (const name of last) await rm(path.join(folder, name), { force: true }).catch(() => {})
  return { deleted, left: names.filter((name) => !own.includes(name)) }
}
